# SPDX-License-Identifier: Apache-2.0
add_library(nearside_warnings INTERFACE)
target_compile_options(nearside_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                   -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 at -O3 raises these falsely inside the standard library (GCC bugs 105651 and 105562); clang checks the same code.
  target_compile_options(nearside_warnings INTERFACE -Wno-restrict -Wno-stringop-overread -Wno-array-bounds
                                                     -Wno-stringop-overflow)
endif()
option(NEARSIDE_WARNINGS_AS_ERRORS "Stop at the first warning" OFF)
if(NEARSIDE_WARNINGS_AS_ERRORS)
  target_compile_options(nearside_warnings INTERFACE -Werror)
endif()
