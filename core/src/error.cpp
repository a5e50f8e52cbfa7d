#include <earshot/error.h>

namespace earshot {

Error make_error(ErrorCode code, std::string_view message, std::string_view detail) {
  return {code, {}, std::string(detail), std::string(message)};
}

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::EmptyInput: return "emptyInput";
    case ErrorCode::NotText: return "notText";
    case ErrorCode::UnsupportedFormat: return "unsupportedFormat";
    case ErrorCode::Aggregates: return "aggregates";
    case ErrorCode::HeaderOnly: return "headerOnly";
    case ErrorCode::NoTextColumn: return "noTextColumn";
    case ErrorCode::TooManyColumns: return "tooManyColumns";
    case ErrorCode::RecordTooLarge: return "recordTooLarge";
    case ErrorCode::UnclosedQuote: return "unclosedQuote";
    case ErrorCode::BadJson: return "badJson";
    case ErrorCode::TooManyCells: return "tooManyCells";
    case ErrorCode::TooFewCells: return "tooFewCells";
    case ErrorCode::InvalidEncoding: return "invalidEncoding";
    case ErrorCode::EncodedTwice: return "encodedTwice";
    case ErrorCode::NulBytes: return "nulBytes";
    case ErrorCode::UnreadableDate: return "unreadableDate";
    case ErrorCode::AmbiguousDates: return "ambiguousDates";
    case ErrorCode::UnreadableNumber: return "unreadableNumber";
    case ErrorCode::RelativeDates: return "relativeDates";
    case ErrorCode::EmptyRow: return "emptyRow";
    case ErrorCode::ChoicesOnly: return "choicesOnly";
    case ErrorCode::NoTexts: return "noTexts";
    case ErrorCode::NotAMention: return "notAMention";
    case ErrorCode::NotPublic: return "notPublic";
    case ErrorCode::Duplicate: return "duplicate";
    case ErrorCode::TruncatedTexts: return "truncatedTexts";
    case ErrorCode::DamagedIds: return "damagedIds";
    case ErrorCode::OtherSheets: return "otherSheets";
    case ErrorCode::SameFile: return "sameFile";
    case ErrorCode::BadSettings: return "badSettings";
    case ErrorCode::BadFilter: return "badFilter";
    case ErrorCode::UnknownTimeZone: return "unknownTimeZone";
    case ErrorCode::BadModel: return "badModel";
    case ErrorCode::DamagedFile: return "damagedFile";
    case ErrorCode::Encrypted: return "encrypted";
    case ErrorCode::TooLarge: return "tooLarge";
  }
  return "";
}

}  // namespace earshot
