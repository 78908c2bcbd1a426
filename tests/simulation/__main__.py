"""`python -m tests.simulation [MONTHS] [SEED]`: do the report's intervals hold the truth?"""

import sys

from tests.simulation.coverage import study, table
from tests.simulation.inference.tables import inference_tables
from tests.simulation.surveys import interviewers
from tests.simulation.world import BITTER_ARE_SILENT, INDIFFERENT

MONTHS, SEED = 400, 20261123
REPLICATIONS = 2_000
NOTE = """\
Where customers answer or not whatever they feel, a 95 % interval should hold the truth 93 to 97 times in
100. Where the dissatisfied keep silent more often, it does not: the scores are those of the ones who
answered, they are too high, and no interval and no number of answers mends that. Only the response rate is
then still right: it tells how large such a bias could be. The policy itself does not ask customers with an
open complaint, which is another reason to read a score as that of customers who were asked and answered.
"""


def main() -> None:
    """Print both worlds and how to read them."""
    given = [int(value) for value in sys.argv[1:3]]
    months, seed = (*given, *(MONTHS, SEED)[len(given) :])
    print(f"{months} months of 8 outlets, seed {seed}")
    for title, answering in (
        ("Silence has nothing to do with satisfaction", INDIFFERENT),
        ("The dissatisfied are silent more often", BITTER_ARE_SILENT),
    ):
        print("", title, *table(study(interviewers(), answering, months, seed)), sep="\n")
    print("", NOTE, sep="\n")
    for line in inference_tables(REPLICATIONS):
        print(line, flush=True)


if __name__ == "__main__":  # the processes of the studies import this file
    main()
