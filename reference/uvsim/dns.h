// Names of services, shared by the two kinds of name lookups.
#ifndef ACTX_UVSIM_DNS_H_
#define ACTX_UVSIM_DNS_H_

namespace actx::uvsim {

// Port of a service the simulated machine knows by name; 0 for others.
int port_of_service(const char* name);
// Name of the service at a port, or null.
const char* service_of_port(int port);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_DNS_H_
