// The intrinsics that script/ adds to a realm.
#ifndef ACTX_SCRIPT_INTRINSICS_H_
#define ACTX_SCRIPT_INTRINSICS_H_

namespace actx {

/// Registers the builders of generators and async functions. Called by compile(); repeating it does
/// nothing.
void register_script_intrinsics();

}  // namespace actx

#endif  // ACTX_SCRIPT_INTRINSICS_H_
