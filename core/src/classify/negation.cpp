#include "classify/negation.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "classify/char_class.h"
#include "classify/features.h"

namespace earshot {
namespace {

struct Row {
  Negation side;
  std::string_view words;  ///< folded, with single spaces between
};

constexpr Row kRows[] = {
    // en
    {Negation::Ahead,
     "not no never nothing none nobody neither nor without cannot cant dont doesnt didnt isnt "
     "arent "
     "wasnt werent wont wouldnt couldnt shouldnt havent hasnt hadnt aint hardly barely zero"},
    // es, pt, it
    {Negation::Ahead,
     "nunca jamás jamas sin ningún ningun ninguna tampoco nada não nao sem nenhum nenhuma nem non "
     "mai "
     "senza nessun nessuna niente"},
    // de, nl, sv
    {Negation::Ahead,
     "nicht nich kein keine keinen keinem keiner nie niemals ohne niet geen nooit zonder inte ej "
     "ingen inget inga aldrig utan"},
    // fr, ro, pl
    {Negation::Ahead,
     "ne pas plus jamais sans aucun aucune nu fără fara niciun nicio nie bez nigdy żaden żadna"},
    // id, vi
    {Negation::Ahead,
     "tidak tak bukan belum tanpa nggak ngga gak ga gk tdk enggak không ko chưa chẳng chả"},
    // ru, uk
    {Negation::Ahead,
     "не ни нет без никак никаких никакой никогда нельзя нету ні немає нема ніколи ніякого "
     "жодного"},
    // ar
    {Negation::Ahead, "لا لم لن ما ليس ليست غير بدون مش مو مافي"},
    // tr, hi
    {Negation::Behind, "değil degil yok yoktu नहीं नही मत ना"},
};

constexpr std::size_t kSlots = 512;

struct Table {
  std::array<std::uint32_t, kSlots> hash{};
  std::array<Negation, kSlots> side{};
};

constexpr std::size_t slot_of(std::uint32_t hash) { return hash >> 23; }

constexpr Table make_table() {
  Table table;
  for (const Row& row : kRows) {
    const char* at = row.words.data();
    const char* end = at + row.words.size();
    while (at != end) {
      std::uint32_t hash = feature::kWord;
      while (at != end) {
        const std::uint32_t c = next_code_point(at, end);
        if (c == ' ') break;
        hash = feature::mix(hash, c);
      }
      std::size_t slot = slot_of(hash);
      while (table.hash[slot] != 0 && table.hash[slot] != hash) slot = (slot + 1) % kSlots;
      table.hash[slot] = hash;
      table.side[slot] = row.side;
    }
  }
  return table;
}

constexpr Table kTable = make_table();

}  // namespace

Negation negation_of(std::uint32_t word_hash) {
  for (std::size_t slot = slot_of(word_hash); kTable.hash[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kTable.hash[slot] == word_hash) return kTable.side[slot];
  }
  return Negation::None;
}

}  // namespace earshot
