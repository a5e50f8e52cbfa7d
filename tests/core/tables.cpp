// Every test has the tables of all encodings, words and time zones, as the programs have.
#include "built_in.h"

namespace {
[[maybe_unused]] const bool has_tables = earshot::load_built_in_tables().has_value();
}
