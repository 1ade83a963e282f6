# SPDX-License-Identifier: Apache-2.0
# Writes the Pima table from mlbench as CSV to standard output. From the repository root:
#   Rscript models/diabetes-pima/extract.R > models/diabetes-pima/pima.csv
data(PimaIndiansDiabetes2, package = "mlbench")
pima <- PimaIndiansDiabetes2

stopifnot(
  nrow(pima) == 768,
  identical(names(pima), c("pregnant", "glucose", "pressure", "triceps", "insulin",
                           "mass", "pedigree", "age", "diabetes")),
  sum(is.na(pima$insulin)) == 374,
  sum(is.na(pima$triceps)) == 227
)

# write.csv keeps 15 significant digits; the table has at most 4. Missing becomes an empty field.
write.csv(pima, stdout(), row.names = FALSE, quote = FALSE, na = "", eol = "\n")
