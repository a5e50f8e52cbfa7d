// Every test has the tables of all encodings and time zones, as the programs have.
#include <earshot/encodings.h>
#include <earshot/zones.h>

extern "C" const unsigned char earshot_encodings_data[];
extern "C" const unsigned long earshot_encodings_size;
extern "C" const unsigned char earshot_zones_data[];
extern "C" const unsigned long earshot_zones_size;

namespace {
[[maybe_unused]] const bool has_encodings =
    earshot::load_encodings({earshot_encodings_data, earshot_encodings_size}).has_value();
[[maybe_unused]] const bool has_zones =
    earshot::load_zones({earshot_zones_data, earshot_zones_size}).has_value();
}
