#include "time/zone.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include <earshot/zones.h>

#include "time/civil.h"

#if !defined(__EMSCRIPTEN__) && defined(__linux__)
#include <cstdlib>
#include <ctime>
#include <fstream>
#endif

using earshot::ErrorCode;
using earshot::Zone;
using earshot::ZoneCursor;

namespace {

const Zone& zone(std::string_view name) {
  const auto found = Zone::find(name);
  REQUIRE(found);
  return **found;
}

std::int64_t ms(std::string_view iso) {
  const auto time = earshot::parse_iso(iso);
  REQUIRE(time);
  return time->local_ms - time->offset_minutes.value_or(0) * earshot::kMinuteMs;
}

std::string local(std::string_view name, std::string_view utc) {
  const Zone& of = zone(name);
  char text[earshot::kIsoLength];
  earshot::write_iso(text, of.to_local(ms(utc)), of.offset_seconds(ms(utc)));
  return {text, sizeof text};
}

std::string utc(std::string_view name, std::string_view local_time) {
  char text[earshot::kIsoLength];
  earshot::write_iso(text, zone(name).to_utc(ms(local_time)), 0);
  return {text, 16};
}

}  // namespace

TEST_CASE("a zone is found by its name, whatever the case, and by its links") {
  CHECK(zone("Asia/Seoul").name() == "Asia/Seoul");
  CHECK(zone("aMERICA/nEW_yORK").name() == "America/New_York");
  CHECK(zone("asia/calcutta").name() == "Asia/Calcutta");
  CHECK(zone("Etc/GMT+5").offset_seconds(0) == -5 * 3600);
  CHECK(zone("UTC").offset_seconds(1'700'000'000'000) == 0);
  CHECK(Zone::utc().name() == "UTC");
  for (const Zone& each : Zone::all()) CHECK(&zone(each.name()) == &each);
}

TEST_CASE("a name that is no zone is an error that says what to give") {
  for (const char* name : {"", "Asia", "Asia/", "Asia/Seoul ", "Asia/Seou", "Asia/Seoull", "KST",
                           "zzz", "+09:00", "Factory", "\xEA\xB0\x80"}) {
    INFO(name);
    const auto found = Zone::find(name);
    REQUIRE(!found);
    CHECK(found.error().code == ErrorCode::UnknownTimeZone);
    CHECK(found.error().detail == name);
    CHECK(found.error().message.find("Asia/Seoul") != std::string::npos);
  }
}

TEST_CASE("a table of time zones that is damaged is refused, and the one in force stays") {
  for (const std::string_view bytes : {"", "EARZON\1", "no table at all"}) {
    const auto loaded =
        earshot::load_zones({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == ErrorCode::BadModel);
  }
  CHECK(local("Asia/Seoul", "2026-01-05T00:12:00Z") == "2026-01-05T09:12:00.000+09:00");
}

TEST_CASE("local times follow the zone's own history") {
  CHECK(local("Asia/Seoul", "2026-01-05T00:12:00Z") == "2026-01-05T09:12:00.000+09:00");
  CHECK(local("Asia/Kolkata", "2024-06-01T00:00:00Z") == "2024-06-01T05:30:00.000+05:30");
  CHECK(local("America/St_Johns", "2009-07-01T12:00:00Z") == "2009-07-01T09:30:00.000-02:30");
  // Moscow left permanent summer time in 2014.
  CHECK(local("Europe/Moscow", "2014-06-01T00:00:00Z") == "2014-06-01T04:00:00.000+04:00");
  CHECK(local("Europe/Moscow", "2015-06-01T00:00:00Z") == "2015-06-01T03:00:00.000+03:00");
  // Samoa had no 30 December 2011.
  CHECK(local("Pacific/Apia", "2011-12-30T09:59:59Z") == "2011-12-29T23:59:59.000-10:00");
  CHECK(local("Pacific/Apia", "2011-12-30T10:00:00Z") == "2011-12-31T00:00:00.000+14:00");
  // Dublin's winter is the exception, by its own law.
  CHECK(local("Europe/Dublin", "2024-01-15T12:00:00Z") == "2024-01-15T12:00:00.000+00:00");
  CHECK(local("Europe/Dublin", "2024-07-15T12:00:00Z") == "2024-07-15T13:00:00.000+01:00");
}

TEST_CASE("the rule goes on where the table of changes ends") {
  CHECK(local("Europe/Berlin", "2095-03-27T00:59:59Z") == "2095-03-27T01:59:59.000+01:00");
  CHECK(local("Europe/Berlin", "2095-03-27T01:00:00Z") == "2095-03-27T03:00:00.000+02:00");
  CHECK(local("Australia/Sydney", "2060-01-01T00:00:00Z") == "2060-01-01T11:00:00.000+11:00");
  CHECK(local("Australia/Sydney", "2060-06-01T00:00:00Z") == "2060-06-01T10:00:00.000+10:00");
  CHECK(local("America/Nuuk", "2030-03-31T01:00:00Z") == "2030-03-31T00:00:00.000-01:00");
  CHECK(local("America/Nuuk", "2030-03-31T00:59:59Z") == "2030-03-30T22:59:59.000-02:00");
}

TEST_CASE("a local time that occurs twice is the earlier instant") {
  CHECK(utc("America/New_York", "2024-11-03T01:30") == "2024-11-03T05:30");
  CHECK(utc("America/New_York", "2024-11-03T00:59") == "2024-11-03T04:59");
  CHECK(utc("America/New_York", "2024-11-03T02:00") == "2024-11-03T07:00");
  CHECK(utc("Australia/Lord_Howe", "2024-04-07T01:45") == "2024-04-06T14:45");
}

TEST_CASE("a local time that is skipped is read by the offset before the gap") {
  CHECK(utc("America/New_York", "2024-03-10T01:59") == "2024-03-10T06:59");
  CHECK(utc("America/New_York", "2024-03-10T02:30") == "2024-03-10T07:30");
  CHECK(utc("America/New_York", "2024-03-10T03:00") == "2024-03-10T07:00");
  CHECK(utc("Pacific/Apia", "2011-12-30T12:00") == "2011-12-30T22:00");
}

TEST_CASE("instants come back from their local time, and a cursor agrees with its zone") {
  for (const Zone& each : Zone::all()) {
    INFO(each.name());
    ZoneCursor cursor(each);
    bool same = true, back = true;
    // 1990 to 2100 in steps of about five days, at changing hours.
    for (std::int64_t t = 631'152'000'000; t < 4'102'444'800'000; t += 433'111'321) {
      const std::int64_t local_ms = each.to_local(t);
      same = same && cursor.to_local(t) == local_ms &&
             cursor.to_utc(local_ms) == each.to_utc(local_ms);
      const std::int64_t again = each.to_utc(local_ms);
      back = back && each.to_local(again) == local_ms && again <= t;
    }
    CHECK(same);
    CHECK(back);
  }
}

TEST_CASE("instants far outside the table are safe") {
  const std::int64_t far = std::int64_t{1} << 61;
  for (const char* name : {"Asia/Tokyo", "Europe/Paris", "America/Santiago", "UTC"}) {
    CHECK(zone(name).to_local(far) - far == zone(name).offset_seconds(far) * 1000);
    CHECK(zone(name).to_utc(-far) + far == -zone(name).offset_seconds(-far) * 1000);
  }
}

#if !defined(__EMSCRIPTEN__) && defined(__linux__)

namespace {

/// The release of the machine's own time zone files, or "".
std::string machine_release() {
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string line;
  std::getline(file, line);
  const std::string prefix = "# version ";
  return line.starts_with(prefix) ? line.substr(prefix.size()) : "";
}

}  // namespace

TEST_CASE("every zone agrees with the C library's") {
  const std::string release = machine_release();
  if (release.empty()) SKIP("this machine has no /usr/share/zoneinfo/tzdata.zi");
  if (release != earshot::tz_version()) {
    SKIP("this machine has the time zones of " << release << ", the table is of "
                                               << earshot::tz_version());
  }
  const char* old = std::getenv("TZ");
  const std::string before = old ? old : "";
  for (const Zone& each : Zone::all()) {
    const std::string name(each.name());
    INFO(name);
    ::setenv("TZ", (":" + name).c_str(), 1);
    ::tzset();
    const auto check = [&](std::int64_t seconds) {
      const std::time_t t = seconds;
      std::tm tm{};
      ::localtime_r(&t, &tm);
      if (each.offset_seconds(seconds * 1000) == tm.tm_gmtoff) return true;
      UNSCOPED_INFO("at " << seconds << " s: " << tm.tm_gmtoff << " s");
      return false;
    };
    bool same = true;
    const auto begin = std::int64_t{631'152'000}, end = std::int64_t{4'133'980'800};
    for (std::int64_t t = begin; t < end && same; t += 500'009) same = check(t);
    // The last and the first second of every span.
    for (std::int64_t at = begin * 1000; at < end * 1000 && same;) {
      const Zone::Span span = each.span_at(at);
      if (span.end >= end * 1000) break;
      same = check(span.end / 1000 - 1) && check(span.end / 1000);
      at = span.end;
    }
    CHECK(same);
  }
  if (old) {
    ::setenv("TZ", before.c_str(), 1);
  } else {
    ::unsetenv("TZ");
  }
  ::tzset();
}

#endif
