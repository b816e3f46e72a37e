// SPDX-License-Identifier: MIT
#include <aio/module_note.hpp>
#include <boost/version.hpp>

#include "daemon/modules/facts.hpp"

namespace aio::modules {

Facts host_facts() {
  return {.abi = AIO_ABI,
          .compiler = __VERSION__,
          .sanitizer = AIO_MODULE_SANITIZER,
          .boost = BOOST_LIB_VERSION};
}

}  // namespace aio::modules
