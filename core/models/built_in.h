// The files of core/models as native programs have them built in (embed.S.in).
#pragma once

#include <span>

#include <earshot/encodings.h>
#include <earshot/unicode.h>
#include <earshot/words.h>
#include <earshot/zones.h>

extern "C" {
extern const unsigned char earshot_model_data[], earshot_encodings_data[], earshot_unicode_data[],
    earshot_words_data[], earshot_zones_data[];
/// The model's is 0 where there is none.
extern const unsigned long earshot_model_size, earshot_encodings_size, earshot_unicode_size,
    earshot_words_size, earshot_zones_size;
}

namespace earshot {

/// Loads all tables; the model is the caller's to load.
inline Result<void> load_built_in_tables() {
  Result<void> loaded = load_unicode({earshot_unicode_data, earshot_unicode_size});
  if (loaded) loaded = load_encodings({earshot_encodings_data, earshot_encodings_size});
  if (loaded) loaded = load_words({earshot_words_data, earshot_words_size});
  if (loaded) loaded = load_zones({earshot_zones_data, earshot_zones_size});
  return loaded;
}

}  // namespace earshot
