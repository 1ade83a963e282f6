// SPDX-License-Identifier: Apache-2.0
#pragma once
// LIBSVM (3.24; Chang and Lin, ACM TIST 2 (2011) 27), as far as we use it: it finds the support vectors of a
// machine with a kernel. Native only.
#include <span>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/models/svm.h"
#include "tools/table/matrix.h"

namespace nearside {

#ifdef __EMSCRIPTEN__
inline constexpr bool kKernelsTrain = false;
#else
inline constexpr bool kKernelsTrain = true;  ///< LIBSVM is there; it is not in wasm
#endif

struct LibsvmSettings {
  Kernel kernel = Kernel::rbf;
  double c = 1.0;
  double epsilon = 0.1;  ///< of a quantity
  double gamma = 1.0;
  double coef0 = 0.0;
  std::uint32_t degree = 3;
  bool classes = true;      ///< target 0 or 1; else a quantity
  double tolerance = 1e-3;  ///< how far the optimum's conditions may be missed
};

/// A machine in LIBSVM's own form.
class Libsvm {
 public:
  /// LIBSVM has no weight a row. `rows` must outlive it. Errors: what LIBSVM says, and always where
  /// `kKernelsTrain` is false.
  static Result<Libsvm> train(const Matrix& rows, std::span<const double> target,
                              const LibsvmSettings& settings);
  Libsvm(Libsvm&& other) noexcept;
  Libsvm& operator=(Libsvm&&) = delete;
  ~Libsvm();

  /// The same machine in our form, without Platt's a and b. Positive decision values are for class 1.
  SupportVectorMachine machine() const;
  /// LIBSVM's own decision value of a row.
  double decision_value(std::span<const double> row) const;

 private:
  struct Held;
  explicit Libsvm(Held* held) : held_(held) {}
  Held* held_;
};

}  // namespace nearside
