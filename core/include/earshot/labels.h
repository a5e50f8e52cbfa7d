// What a mention is about and what its writer wants: the labels besides language, brand and sentiment.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot {

/// What a writer wants or does. Several may hold.
enum class Intent : std::uint8_t {
  Question,        ///< wants an answer
  Complaint,       ///< is dissatisfied with what they got
  Praise,          ///< approves, thanks
  Suggestion,      ///< a wish or an idea
  Purchase,        ///< means to buy, or just did
  Churn,           ///< leaves, cancels, or threatens to
  Recommendation,  ///< asks what to choose
  Comparison,      ///< weighs two or more against each other
  Fault,           ///< reports what does not work
};
inline constexpr std::array<std::string_view, 9> kIntentNames = {
    "question", "complaint", "praise", "suggestion", "purchase",
    "churn",    "recommendation", "comparison", "fault"};

/// What a mention speaks of. Several may hold; the person's own topics come behind these.
enum class Topic : std::uint8_t { Product, Price, Shipping, Service, App, Quality, Safety, Ethics };
inline constexpr std::array<std::string_view, 8> kTopicNames = {
    "product", "price", "shipping", "service", "app", "quality", "safety", "ethics"};

/// How soon somebody should answer.
enum class Urgency : std::uint8_t { Low, Normal, High, Critical };
inline constexpr std::array<std::string_view, 4> kUrgencyNames = {"low", "normal", "high", "critical"};

/// What makes a mention as urgent as it is. Several may hold; none where it is low.
enum class UrgencyReason : std::uint8_t {
  Sentiment,   ///< it is negative
  Intent,      ///< it asks, complains or reports a fault
  Safety,      ///< danger, leaks
  Legal,       ///< law, fraud
  Churn,       ///< leaves, or threatens to
  Public,      ///< threatens to go public
  Money,       ///< money is at stake
  Waiting,     ///< somebody waits, or has a deadline
  Words,       ///< none of these: what the words sum up to
  Reach,       ///< many see it
  PileOn,      ///< one of many against the same, within a short time
  Correction,  ///< the person says so
};
inline constexpr std::array<std::string_view, 12> kUrgencyReasonNames = {
    "sentiment", "intent", "safety", "legal", "churn", "public",
    "money", "waiting", "words", "reach", "pileOn", "correction"};

/// Bit i for value i of the enumeration.
using IntentSet = std::uint16_t;
using TopicSet = std::uint32_t;
using UrgencyReasons = std::uint16_t;
constexpr UrgencyReasons reason(UrgencyReason value) {
  return static_cast<UrgencyReasons>(1u << static_cast<unsigned>(value));
}

}  // namespace earshot
