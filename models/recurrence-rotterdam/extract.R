# SPDX-License-Identifier: Apache-2.0
# Writes rotterdam.csv (development) and gbsg.csv (external validation) from R's package survival. From the
# repository root:
#   Rscript models/recurrence-rotterdam/extract.R
library(survival)

folder <- "models/recurrence-rotterdam"
write <- function(table, name) {
  write.csv(table, file.path(folder, name), row.names = FALSE, quote = FALSE, na = "", eol = "\n")
}

stopifnot(nrow(rotterdam) == 2982, nrow(gbsg) == 686, !anyNA(rotterdam), !anyNA(gbsg))

# Recurrence-free survival: recurrence or death, whichever comes first. Some people died without a recorded
# recurrence after their last visit; as in the package's help they count as an event at death.
rotterdam$days <- ifelse(rotterdam$recur == 1, rotterdam$rtime, rotterdam$dtime)
rotterdam$event <- pmax(rotterdam$recur, rotterdam$death)
stopifnot(sum(rotterdam$event) == 1713)
predictors <- c("age", "meno", "size", "grade", "nodes", "pgr", "er", "hormon")
write(rotterdam[c("pid", "year", predictors, "chemo", "rtime", "recur", "dtime", "death", "days", "event")],
      "rotterdam.csv")

# gbsg has the size in mm: the same three classes.
gbsg$size <- cut(gbsg$size, c(-Inf, 20, 50, Inf), labels = levels(rotterdam$size))
gbsg$days <- gbsg$rfstime
gbsg$event <- gbsg$status
stopifnot(sum(gbsg$event) == 299)
write(gbsg[c("pid", predictors, "days", "event")], "gbsg.csv")
