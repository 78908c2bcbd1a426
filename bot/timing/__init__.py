"""Time: the clock, pauses between attempts, and waking a loop that waits. Every part of `bot` may use it."""
