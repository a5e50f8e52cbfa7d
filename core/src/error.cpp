#include <earshot/error.h>

namespace earshot {

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::EmptyInput: return "emptyInput";
    case ErrorCode::NotText: return "notText";
    case ErrorCode::UnsupportedFormat: return "unsupportedFormat";
    case ErrorCode::HeaderOnly: return "headerOnly";
    case ErrorCode::NoTextColumn: return "noTextColumn";
    case ErrorCode::TooManyColumns: return "tooManyColumns";
    case ErrorCode::RecordTooLarge: return "recordTooLarge";
    case ErrorCode::UnclosedQuote: return "unclosedQuote";
    case ErrorCode::TooManyCells: return "tooManyCells";
    case ErrorCode::TooFewCells: return "tooFewCells";
    case ErrorCode::InvalidEncoding: return "invalidEncoding";
    case ErrorCode::EncodedTwice: return "encodedTwice";
    case ErrorCode::NulBytes: return "nulBytes";
    case ErrorCode::UnreadableDate: return "unreadableDate";
    case ErrorCode::AmbiguousDates: return "ambiguousDates";
    case ErrorCode::UnreadableNumber: return "unreadableNumber";
    case ErrorCode::BadSettings: return "badSettings";
    case ErrorCode::BadFilter: return "badFilter";
    case ErrorCode::UnknownTimeZone: return "unknownTimeZone";
    case ErrorCode::BadModel: return "badModel";
    case ErrorCode::TooLarge: return "tooLarge";
  }
  return "";
}

}  // namespace earshot
