// Who takes what the runs of a process print, if not their results.
#ifndef ACTX_HOST_OUTPUT_SINK_H_
#define ACTX_HOST_OUTPUT_SINK_H_

#include <cstdint>
#include <string_view>

namespace actx {

class OutputSink {
 public:
  /// One write or observation of a program, UTF-8, on `stream` 1 or 2. Called on any thread of a
  /// run, one call at a time.
  virtual void write(uint8_t stream, std::string_view utf8) = 0;

 protected:
  ~OutputSink() = default;
};

/// From now on every run of the process hands its output to `sink`, borrowed, as it is printed:
/// output and observations of their results stay empty, and there is no limit to them. Call before
/// the first run.
void set_output_sink(OutputSink* sink);

}  // namespace actx

#endif  // ACTX_HOST_OUTPUT_SINK_H_
