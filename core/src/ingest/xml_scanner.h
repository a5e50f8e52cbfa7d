// XML as office documents have it, read as a stream of elements and text.
//
// Our own because expat, without DTD and namespaces, adds 24 KiB to the gzipped module and this 3.
// It reads less than XML is: prefixes of names are dropped, whether an end tag has the name of its
// start tag is not looked at, and a document type is refused, so that no entity can be declared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <earshot/error.h>

namespace earshot {

/// A longer tag is an error.
inline constexpr std::size_t kMaxXmlTag = std::size_t{1} << 20;
/// Elements inside elements beyond this are an error.
inline constexpr std::size_t kMaxXmlDepth = 256;

/// Replaces the five predefined entities and the numeric ones; others stay as they are.
void append_unescaped(std::string& out, std::string_view text);

/// The attributes of a start tag, one after another.
class XmlAttributes {
 public:
  explicit XmlAttributes(std::string_view text) : rest_(text) {}
  /// Moves to the next attribute; false when there is none.
  bool next();
  /// Without its prefix.
  std::string_view name() const { return name_; }
  /// As it is written.
  std::string_view raw() const { return raw_; }
  std::string value() const;

 private:
  std::string_view rest_, name_, raw_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // Names come without their prefix; every view holds only during the call.
  virtual void start(std::string_view name, XmlAttributes attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// Text without entities; a run of text may come in several pieces.
  virtual void text(std::string_view text) = 0;
  /// Whole elements that the handler knows by sight, at the start of text that begins with "<": how
  /// many bytes of them it took. What it leaves, or does not find whole, comes as usual.
  virtual std::size_t take(std::string_view) { return 0; }
};

/// The first "<" or "&"; npos if there is none.
std::size_t find_markup(std::string_view text);

class XmlScanner {
 public:
  explicit XmlScanner(XmlHandler& handler) : handler_(handler) {}
  /// Takes the next piece of UTF-8 text; any split gives the same elements and the same text.
  void feed(std::string_view text);
  /// Ends the document: an error if elements are still open.
  void finish();
  const std::optional<Error>& error() const { return error_; }

 private:
  enum class State : std::uint8_t { Content, Comment, Instruction, CharacterData };

  void fail();
  std::size_t scan(std::string_view text);
  std::size_t content(std::string_view text);
  std::size_t markup(std::string_view text);
  std::size_t tag(std::string_view text);
  std::size_t until(std::string_view text, std::string_view end);

  XmlHandler& handler_;
  State state_ = State::Content;
  std::size_t depth_ = 0;
  bool rooted_ = false;
  std::string buffer_;  // what could not be read yet
  std::string unescaped_;
  std::optional<Error> error_;
};

}  // namespace earshot
