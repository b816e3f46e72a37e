// SPDX-License-Identifier: MIT
#pragma once

/// The facts of a module as an ELF note (elf(5), SHT_NOTE in section .note.aio, owner "aio"), so
/// that aiod can read them from the file before it loads it: a constructor of a wrong build might
/// end the process. The text is `key=value;` pairs; a module may hold several notes, and all of
/// them count.

/// Raised whenever a type that crosses between aiod and a module changes its layout or meaning.
#define AIO_ABI 4

#if defined(__SANITIZE_ADDRESS__)
#define AIO_MODULE_SANITIZER "address"
#elif defined(__SANITIZE_THREAD__)
#define AIO_MODULE_SANITIZER "thread"
#else
#define AIO_MODULE_SANITIZER "none"
#endif

#define AIO_STRING_OF(X) #X
#define AIO_STRING(X) AIO_STRING_OF(X)
#define AIO_MODULE_FACTS \
  "abi=" AIO_STRING(AIO_ABI) ";compiler=" __VERSION__ ";sanitizer=" AIO_MODULE_SANITIZER ";"

/// Adds one note. Assembled, because g++ gives such a section of constants the attributes of a
/// writable one.
#define AIO_MODULE_NOTE(TEXT)                                      \
  __asm__(                                                         \
      ".pushsection .note.aio,\"a\",@note\n"                       \
      ".balign 4\n.long 4\n.long 2f-1f\n.long 1\n.asciz \"aio\"\n" \
      "1: .asciz \"" TEXT "\"\n2: .balign 4\n.popsection");
