"""Arrays of numbers, as the statistics of reports take and return them."""

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
