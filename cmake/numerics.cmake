# SPDX-License-Identifier: Apache-2.0
# The compile options that make a prediction equal to the last bit on every target. Every object in a binary
# that links core must have them: objects that disagree about Eigen's vectorisation merge silently, and the
# results then depend on the order of linking.
add_library(nearside_numerics INTERFACE)
target_compile_features(nearside_numerics INTERFACE cxx_std_20)
target_compile_options(nearside_numerics INTERFACE -ffp-contract=off -fno-fast-math)
target_compile_definitions(nearside_numerics INTERFACE EIGEN_DONT_VECTORIZE EIGEN_DONT_PARALLELIZE)
