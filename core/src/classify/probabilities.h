// Log odds as probabilities: basic arithmetic and integers alone, so that every machine gets the same
// bits.
#pragma once

#include <earshot/model.h>

namespace earshot {

/// e to the power of x, for x <= 0.
double exponential(double x);

/// The sentiment whose probabilities stand to each other as these do. Their sum is above 0.
Sentiment shares(double positive, double neutral, double negative);

/// @param positive, negative log odds against neutral
Sentiment probabilities(double positive, double negative);

}  // namespace earshot
