# SPDX-License-Identifier: Apache-2.0
# Everything comes from Debian's packages (see setup.sh). Headers are found by name, then named one folder at a
# time: a wasm build must never see all of the system's include folder, because it would pull in glibc.

find_path(NEARSIDE_EIGEN_DIR Eigen/Dense PATHS /usr/include/eigen3 NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(nearside_eigen INTERFACE)
target_include_directories(nearside_eigen SYSTEM INTERFACE ${NEARSIDE_EIGEN_DIR})

find_path(NEARSIDE_JSON_DIR nlohmann/json.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include)
file(CREATE_LINK ${NEARSIDE_JSON_DIR}/nlohmann ${CMAKE_BINARY_DIR}/include/nlohmann SYMBOLIC)
add_library(nearside_json INTERFACE)
target_include_directories(nearside_json SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include)

# Native only: in wasm nothing is trained.
if(NOT EMSCRIPTEN)
  find_path(NEARSIDE_XGBOOST_DIR xgboost/c_api.h REQUIRED)
  find_library(NEARSIDE_XGBOOST_LIBRARY xgboost REQUIRED)
  add_library(nearside_xgboost INTERFACE)
  target_include_directories(nearside_xgboost SYSTEM INTERFACE ${NEARSIDE_XGBOOST_DIR})
  target_link_libraries(nearside_xgboost INTERFACE ${NEARSIDE_XGBOOST_LIBRARY})
  find_path(NEARSIDE_LIBSVM_DIR libsvm/svm.h REQUIRED)
  find_library(NEARSIDE_LIBSVM_LIBRARY svm REQUIRED)
  add_library(nearside_libsvm INTERFACE)
  target_include_directories(nearside_libsvm SYSTEM INTERFACE ${NEARSIDE_LIBSVM_DIR})
  target_link_libraries(nearside_libsvm INTERFACE ${NEARSIDE_LIBSVM_LIBRARY})
endif()

if(NEARSIDE_TESTS)
  set(NEARSIDE_GTEST_SOURCE /usr/src/googletest CACHE PATH "GoogleTest's source")
  if(EMSCRIPTEN)
    set(INSTALL_GTEST OFF)
    set(gtest_disable_pthreads ON)
    set(BUILD_GMOCK OFF)
    add_subdirectory(${NEARSIDE_GTEST_SOURCE} ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
    if(NOT TARGET GTest::gtest_main)
      add_library(GTest::gtest_main ALIAS gtest_main)
    endif()
    # GoogleTest turns exceptions on for itself; the rest of the module has none, and the two don't link.
    set_target_properties(gtest gtest_main PROPERTIES
      COMPILE_FLAGS "-fno-exceptions -fno-lto -DGTEST_HAS_EXCEPTIONS=0 -DGTEST_HAS_PTHREAD=0")
  else()
    find_package(GTest REQUIRED)
  endif()
endif()
