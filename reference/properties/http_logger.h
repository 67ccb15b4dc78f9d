// The document's HTTP logger, generalised: any number of servers, of requests and of deferrals
// between 'start' and 'finish'.
//
// What must hold: the lines of a request show one id, 'start' before 'finish'; the ids that a
// counter gave are 0, 1, 2, ... in the order of the starts. In which order the lines of two
// requests come is left to the schedule.
#ifndef ACTX_PROPERTIES_HTTP_LOGGER_H_
#define ACTX_PROPERTIES_HTTP_LOGGER_H_

#include "properties/generated_program.h"

namespace actx {

struct LoggedRequest {
  uint8_t server = 0;  // modulo the number of servers
  Chain before;        // the request is made after it
  Chain between;       // from 'start' to 'finish' and the end of the response
  Chain later;         // from there to one more line
};

struct HttpLogger {
  uint8_t more_servers = 0;
  bool one_counter = false;  // for all servers, which then share an instance; else one for each
  bool keeps_alive = false;  // one connection for a server's requests, else one for each request
  std::vector<LoggedRequest> requests;
  bool is_module = false;
  uint64_t seed = 1;
};

GeneratedProgram generated(const HttpLogger& logger);

}  // namespace actx

#endif  // ACTX_PROPERTIES_HTTP_LOGGER_H_
