// SPDX-License-Identifier: MIT
#include <aio/module.hpp>

#include "modules/aio.demo/addition.hpp"
#include "modules/aio.demo/echo.hpp"
#include "modules/aio.demo/events.hpp"

// Everything that a module can offer, once each: so aio can be tried with no compiler.
AIO_MODULE(aio.demo) {
  module.schedule("tick", demo::tick);
  module.schedule("load", demo::load);
  module.result_handler("tell_result", demo::tell_result);
  module.failure_handler("tell_failure", demo::tell_failure);
  module.listener("hear", demo::hear);
  module.protocol<demo::Addition>("Addition");
  module.protocol<demo::Echo>("Echo", aio::thread_safe);
  module.protocol("echo", demo::echo, aio::thread_safe);
  module.protocol("addition", demo::addition);
  module.command("sum", demo::sum);
  module.factory("addition_server_factory", demo::addition_server_factory);
}
