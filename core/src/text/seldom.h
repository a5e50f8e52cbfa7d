// Marks what runs once a file, once a report or for few texts among code that is compiled for speed: it is
// compiled small, and stays out of what runs often.
#pragma once

#ifdef __clang__
#define EARSHOT_SELDOM [[gnu::cold, gnu::noinline, clang::minsize]]
#else
#define EARSHOT_SELDOM [[gnu::cold, gnu::noinline]]
#endif
