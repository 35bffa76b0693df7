-- Asks for targets in turn, each made new by a comment at the end of its query when "new" is said, and reports as JSON.
-- wrk … -s wrk.lua URL -- FILE (new|same) MARK
-- FILE has one request a line: the target, then headers as "Name: value", parted by tabs. MARK sets this run's texts
-- apart from those of any other run.

local requests = {}
local is_new = false
local mark = ""
local count = 0

function init(args)
  for line in io.lines(args[1]) do
    local target, rest = line:match("^([^\t]*)\t?(.*)$")
    local headers = {}
    for header in rest:gmatch("[^\t]+") do
      headers[#headers + 1] = header .. "\r\n"
    end
    requests[#requests + 1] = { "GET " .. target, " HTTP/1.1\r\n" .. table.concat(headers) .. "\r\n" }
  end
  is_new = args[2] == "new"
  mark = args[3]
end

function request()
  local asked = requests[count % #requests + 1]
  count = count + 1
  if is_new then
    return asked[1] .. "%0A%23" .. mark .. "-" .. count .. asked[2]
  end
  return asked[1] .. asked[2]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.3f, "p99": %.3f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout
  ))
end
