# Where the bench's engine lives; a short path, as unix sockets lie under it. Sourced.
engine=/tmp/caisson-bench-engine
