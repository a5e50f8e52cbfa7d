// Every test has the tables of all encodings, as the programs have.
#include <earshot/encodings.h>

extern "C" const unsigned char earshot_encodings_data[];
extern "C" const unsigned long earshot_encodings_size;

namespace {
[[maybe_unused]] const bool has_encodings =
    earshot::load_encodings({earshot_encodings_data, earshot_encodings_size}).has_value();
}
