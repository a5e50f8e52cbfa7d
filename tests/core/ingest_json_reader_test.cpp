#include "ingest/json_reader.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;

namespace {

struct Rejected {
  std::uint64_t row;
  ErrorCode code;
  std::string raw;
  bool operator==(const Rejected&) const = default;
};

using Lines = std::vector<std::string>;

/// What a reader said. A record is written as "a=1|b.c=x+y": its filled cells in the order of the
/// columns, values of a list joined by "+"; a row of a grid as "1|x".
struct Read : RecordSink {
  void record(const Record& record) override {
    rows.push_back(record.row);
    raws.emplace_back(record.raw);
    std::string line;
    for (std::size_t at = 0; at < record.cells.size(); ++at) {
      if (!reader->grid() && record.cells[at].empty()) continue;
      if (!line.empty()) line += '|';
      if (!reader->grid()) line += reader->columns()[at] + '=';
      line += record.cells[at];
    }
    std::replace(line.begin(), line.end(), kListSeparator, '+');
    records.push_back(line);
  }
  void reject(std::uint64_t row, ErrorCode code, std::string_view raw) override {
    rejects.push_back({row, code, std::string(raw)});
  }
  bool operator==(const Read& other) const {
    return rows == other.rows && records == other.records && raws == other.raws &&
           rejects == other.rejects && columns == other.columns && wrapper == other.wrapper &&
           lines == other.lines && grid == other.grid && dropped == other.dropped &&
           surroundings == other.surroundings;
  }

  JsonReader* reader = nullptr;
  std::vector<std::uint64_t> rows;
  Lines records, raws, columns;
  std::vector<Rejected> rejects;
  std::vector<std::pair<std::string, std::string>> surroundings;
  std::string wrapper;
  bool lines = false, grid = false;
  std::uint64_t dropped = 0;
};

Read read_pieces(const std::vector<std::string_view>& pieces,
                 std::size_t sample = kJsonSampleBytes) {
  Read out;
  JsonReader reader(out, sample);
  out.reader = &reader;
  for (const std::string_view piece : pieces) reader.feed(piece);
  reader.finish();
  out.columns.assign(reader.columns().begin(), reader.columns().end());
  out.wrapper = reader.wrapper();
  out.lines = reader.lines();
  out.grid = reader.grid();
  out.dropped = reader.dropped_columns();
  out.surroundings.assign(reader.surroundings().begin(), reader.surroundings().end());
  out.reader = nullptr;
  return out;
}

std::vector<std::string_view> cut(std::string_view text, auto next) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    pieces.push_back(text.substr(0, next()));
    text.remove_prefix(pieces.back().size());
  }
  return pieces;
}

/// Reads `text`, and makes sure that no split of it gives anything else, also where less text is
/// held back than there is.
Read read(std::string_view text) {
  for (const std::size_t sample : {std::size_t{1}, std::size_t{40}, kJsonSampleBytes}) {
    const Read whole = read_pieces({text}, sample);
    INFO("held back " << sample << " of " << text.substr(0, 500));
    if (text.size() <= 2'000) {
      for (std::size_t at = 0; at <= text.size(); ++at) {
        CAPTURE(at);
        REQUIRE(read_pieces({text.substr(0, at), text.substr(at)}, sample) == whole);
      }
    }
    REQUIRE(read_pieces(cut(text, [] { return 1; }), sample) == whole);
    std::uint32_t seed = 1;
    for (int round = 0; round < 20; ++round) {
      const auto size = [&] { return 1 + ((seed = seed * 1'664'525 + 1'013'904'223) >> 20) % 150; };
      REQUIRE(read_pieces(cut(text, size), sample) == whole);
    }
  }
  return read_pieces({text});
}

/// Texts long enough to be told from names.
constexpr std::string_view kPosts =
    R"([{"id":1,"text":"tea is very good"},{"id":2,"text":"coffee is even better"}])";
const Lines kPostRecords{"id=1|text=tea is very good", "id=2|text=coffee is even better"};

std::string wrapped(std::string_view before, std::string_view after) {
  return std::string(before) + std::string(kPosts) + std::string(after);
}

}  // namespace

// ---- where the records stand ----

TEST_CASE("a root array holds the records") {
  const Read out = read(kPosts);
  CHECK(out.records == kPostRecords);
  CHECK(out.columns == Lines{"id", "text"});
  CHECK(out.rows == std::vector<std::uint64_t>{1, 2});
  CHECK(out.raws[1] == R"({"id":2,"text":"coffee is even better"})");
  CHECK(out.wrapper == "");
  CHECK_FALSE(out.lines);
  CHECK_FALSE(out.grid);
}

TEST_CASE("records are found in any wrapper, known by name or not") {
  for (const auto& [before, after, wrapper] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {R"({"statuses":)", R"(,"search_metadata":{"count":2}})", "statuses"},
           {R"({"meta":{"n":2,"note":"all of the posts"},"my_own_name":)", "}", "my_own_name"},
           {R"({"feed":{"author":{"name":"store"},"entry":)", "}}", "feed.entry"},
           {R"({"type":"FeatureCollection","features":)", "}", "features"},
           {R"({"result_content":{"data":)", "}}", "result_content.data"},
           {R"([)", "]", ""},
           {R"({"headers":{"a":"b"},"collector":)", "}", "collector"},
       }) {
    const Read out = read(wrapped(before, after));
    CHECK(out.records == kPostRecords);
    CHECK(out.wrapper == wrapper);
    CHECK(out.rejects.empty());
  }
}

TEST_CASE("arrays inside of arrays are looked through") {
  const Read out = read(
      R"({"about":"what you asked for","chats":{"list":[)"
      R"({"name":"one","type":"personal_chat","messages":[{"id":1,"text":"the first message here"}]},)"
      R"({"name":"two","type":"bot_chat","messages":[]},)"
      R"({"name":"three","type":"saved_messages","messages":[{"id":2,"text":"a second message, here too"},)"
      R"({"id":3,"text":"and one more message to read"}]}]}})");
  CHECK(out.wrapper == "chats.list.messages");
  CHECK(out.records == Lines{"id=1|text=the first message here",
                             "id=2|text=a second message, here too",
                             "id=3|text=and one more message to read"});
  using Pair = std::pair<std::string, std::string>;
  CHECK(out.surroundings == std::vector<Pair>{{"about", "what you asked for"},
                                              {"name", "one"},
                                              {"type", "personal_chat"}});
}

TEST_CASE("lists inside of records do not become the records") {
  const Read out = read(
      R"([{"contents":"a sample post of this file","scores":[{"name":"Basic Negative","score":0},)"
      R"({"name":"Basic Neutral","score":1},{"name":"Basic Positive","score":0}]},)"
      R"({"contents":"another sample post of it","scores":[{"name":"Basic Negative","score":1}]}])");
  CHECK(out.wrapper == "");
  CHECK(out.records == Lines{"contents=a sample post of this file|scores.name=Basic Negative+Basic "
                             "Neutral+Basic Positive|scores.score=0+1+0",
                             "contents=another sample post of it|scores.name=Basic "
                             "Negative|scores.score=1"});
}

TEST_CASE("an envelope around the record is taken off, what stands beside it is kept") {
  CHECK(read(R"([{"tweet":{"id":"1","full_text":"one two three"}},{"tweet":{"id":"2"}}])").records ==
        Lines{"id=1|full_text=one two three", "id=2"});
  const Read hits = read(
      R"({"took":3,"hits":{"total":2,"hits":[{"_index":"a","_source":{"text":"one two three"}},)"
      R"({"_index":"a","_source":{"text":"four five six"}}]}})");
  CHECK(hits.wrapper == "hits.hits");
  CHECK(hits.records == Lines{"_index=a|text=one two three", "_index=a|text=four five six"});
  const Read listing = read(
      R"({"kind":"Listing","data":{"after":null,"children":[{"kind":"t1","data":{"body":"one two three"}},)"
      R"({"kind":"t1","data":{"body":"four five six"}}]}})");
  CHECK(listing.wrapper == "data.children");
  CHECK(listing.records == Lines{"kind=t1|body=one two three", "kind=t1|body=four five six"});
  CHECK(read("{\"item_id\":\"7\",\"data\":{\"desc\":\"one two three\"}}\n"
             "{\"item_id\":\"8\",\"data\":{\"desc\":\"four five six\"}}\n")
            .records == Lines{"item_id=7|desc=one two three", "item_id=8|desc=four five six"});
}

TEST_CASE("a member that is an object is no envelope") {
  CHECK(read(R"([{"text":"one two three","author":{"name":"A"}},{"text":"b","author":{"name":"B"}}])")
            .records == Lines{"text=one two three|author.name=A", "text=b|author.name=B"});
}

TEST_CASE("a JavaScript assignment or call is skipped") {
  for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
           {"window.YTD.tweets.part0 = ", ""}, {"var posts=", ";\n"}, {"callback(", ");"}}) {
    CHECK(read(wrapped(before, after)).records == kPostRecords);
  }
}

TEST_CASE("one object that is all there is, is one record") {
  const Read out = read(R"({"id":1,"text":"tea is good","tags":[{"name":"x"}]})");
  CHECK(out.records == Lines{"id=1|text=tea is good|tags.name=x"});
  CHECK_FALSE(out.lines);
}

TEST_CASE("a key that comes twice around the records counts each time") {
  const Read out = read(
      R"({"@context":"https://www.w3.org/ns/activitystreams","type":"OrderedCollection",)"
      R"("orderedItems":[],"orderedItems":)" + std::string(kPosts) + "}");
  CHECK(out.records == kPostRecords);
  CHECK(out.wrapper == "orderedItems");
  CHECK(out.surroundings[1] == std::pair<std::string, std::string>("type", "OrderedCollection"));
}

TEST_CASE("an export without records gives none, or the object itself") {
  CHECK(read("[]").records.empty());
  CHECK(read(" \n ").records.empty());
  CHECK(read("").rejects.empty());
  CHECK(read("[]").rejects.empty());
}

TEST_CASE("an answer of an API that holds no record, or an error, gives none") {
  CHECK(read(R"({"kind": "list", "items": [], "etag": "x-1"})").records.empty());
  CHECK(read(R"({"error": {"code": 401, "message": "Please log in once more"}})").records.empty());
  CHECK(read(R"({"errors": [{"message": "Please log in once more"}]})").records.empty());
  // A post that nobody has commented on is a post.
  CHECK(read(R"({"text": "tea is so good", "comments": []})").records == Lines{"text=tea is so good"});
  CHECK(read("{\"error\": \"a\", \"text\": \"tea is good\"}\n").records.size() == 1);
}

// ---- several values at the root ----

TEST_CASE("a value a line, with blank lines, heartbeats and messages between them") {
  const Read out = read(
      "{\"id\":1}\n\n  \r\n{\"id\":2}\r\nnull\n\"ping\"\n{\"error\":{\"code\":5}}\n{\"id\":3}");
  CHECK(out.records == Lines{"id=1", "id=2", "error.code=5", "id=3"});
  CHECK(out.raws[1] == R"({"id":2})");
  CHECK(out.rejects.empty());
  CHECK(out.lines);
}

TEST_CASE("objects may follow one another without a line end, or be written over several lines") {
  CHECK(read(R"({"id":1}{"id":2} {"id":3})").records == Lines{"id=1", "id=2", "id=3"});
  const Read out = read("{\n  \"id\": 1\n}\n{\n  \"id\": 2\n}\n");
  CHECK(out.records == Lines{"id=1", "id=2"});
  CHECK(out.lines);
}

TEST_CASE("rows that are arrays make a grid") {
  for (const std::string_view text : {"[\"id\",\"text\"]\n[1,\"one\\ntwo\"]\n[2,null,[\"a\",\"b\"],{\"k\":1}]\n",
                                      R"([["id","text"],[1,"one\ntwo"],[2,null,["a","b"],{"k":1}]])"}) {
    const Read out = read(text);
    CHECK(out.grid);
    CHECK(out.columns.empty());
    CHECK(out.records == Lines{"id|text", "1|one\ntwo", "2||a+b|{\"k\":1}"});
  }
}

TEST_CASE("pages of a wrapper may follow one another") {
  const Read out = read(wrapped("{\"items\":", "}\n") + wrapped("{\"items\":", "}\n"));
  CHECK(out.records.size() == 4);
  CHECK(out.wrapper == "items");
  CHECK(out.lines);
}

// ---- cells ----

TEST_CASE("keys are joined by dots, a dot inside of a key stays") {
  CHECK(read(R"([{"a":{"b":{"c":1}},"d.e":2,"f":{"g.h":3}}])").records ==
        Lines{"a.b.c=1|d.e=2|f.g.h=3"});
}

TEST_CASE("numbers are kept as they are written") {
  CHECK(read(R"([{"a":505874924095815681,"b":-0.10,"c":1e5,"d":12345678901234567890}])").records ==
        Lines{"a=505874924095815681|b=-0.10|c=1e5|d=12345678901234567890"});
}

TEST_CASE("true and false are words, null and NaN are empty") {
  const Read out = read(R"([{"a":true,"b":false,"c":null,"d":NaN,"e":-Infinity,"f":""}])");
  CHECK(out.records == Lines{"a=true|b=false|e=-Infinity"});
  CHECK(out.columns == Lines{"a", "b", "c", "d", "e", "f"});
}

TEST_CASE("escapes are undone") {
  CHECK(read(R"([{"a":"\"\\\/\b\f\n\r\t"}])").records == Lines{"a=\"\\/\b\f\n\r\t"});
  CHECK(read(R"([{"a":"\ucee4\ud53c \uD83D\uDE00"}])").records == Lines{"a=커피 😀"});
  CHECK(read(R"([{"a":"x\ud83dy\ude00z\ud83d\u0041"}])").records == Lines{"a=x�y�z�A"});
  CHECK(read(R"([{"a":"x\u0000y\u12g"}])").records == Lines{"a=xyu12g"});
  CHECK(read(R"([{"\u0061b":1},{"ab":2}])").records == Lines{"ab=1", "ab=2"});
}

TEST_CASE("lists of scalars are one cell, lists of objects one cell a path") {
  CHECK(read(R"([{"t":["a",1,null,true],"u":[],"v":["x"]}])").records == Lines{"t=a+1++true|v=x"});
  CHECK(read(R"([{"m":[{"n":"a","k":{"l":1}},{"n":"b","k":{"l":2}}],"i":[[1,2],[3]]}])").records ==
        Lines{"m.n=a+b|m.k.l=1+2|i=1+2+3"});
}

TEST_CASE("a list does not go on in the next record, or in the same key again") {
  CHECK(read(R"([{"t":["a","b"]},{"t":["c"]},{"t":["d","e"],"t":["f","g"]}])").records ==
        Lines{"t=a+b", "t=c", "t=f+g"});
}

TEST_CASE("rich text is run together") {
  CHECK(read(R"({"messages":[{"text":["see ",{"type":"link","text":"h\u0074tp:\/\/x"}," and ","y"]},)"
             R"({"text":"plain"},{"text":[]},{"text":[{"text":"only"}]}]})")
            .records == Lines{"text=see http://x and y", "text=plain", "", "text=only"});
}

TEST_CASE("of a key that comes twice in one object the last one counts") {
  CHECK(read(R"([{"a":1,"a":2}])").records == Lines{"a=2"});
  CHECK(read(R"([{"a":{"x":1,"y":2},"b":3,"a":{"y":4}},{"a":{"x":5},"a":6}])").records ==
        Lines{"a.y=4|b=3", "a=6"});
}

TEST_CASE("columns grow with the records, and records may lack or shuffle keys") {
  const Read out = read(R"([{"a":1,"b":2},{"b":3,"a":4},{"c":5},{"a":6,"c":7,"b":8}])");
  CHECK(out.records == Lines{"a=1|b=2", "a=4|b=3", "c=5", "a=6|b=8|c=7"});
  CHECK(out.columns == Lines{"a", "b", "c"});
}

TEST_CASE("a key is not mistaken for the one that was expected") {
  CHECK(read(R"([{"a.b":1,"c":2,"a":{"b":3,"c":4}},{"a":{"b":5,"c":6},"c":7}])").records ==
        Lines{"a.b=3|c=2|a.c=4", "a.b=5|c=7|a.c=6"});
  CHECK(read(R"([{"a":{"id":1},"id":2},{"b":{"id":3},"id":4}])").records ==
        Lines{"a.id=1|id=2", "id=4|b.id=3"});
}

TEST_CASE("white space, trailing commas and raw line ends inside of strings are no errors") {
  const Read out = read("[\n { \"a\" : 1 ,\n\t\"b\" : [ 1 , 2 , ] , } ,\n {\"a\":\"x\ny\"},\n]");
  CHECK(out.records == Lines{"a=1|b=1+2", "a=x\ny"});
  CHECK(out.rejects.empty());
}

TEST_CASE("what is nested too deep is left out") {
  std::string deep = "1";
  for (int level = 0; level < 200; ++level) deep = "{\"k\":" + deep + "}";
  const Read out = read("[{\"a\":1,\"d\":" + deep + ",\"b\":2}]");
  CHECK(out.records == Lines{"a=1|b=2"});
  CHECK(out.rejects.empty());
}

TEST_CASE("columns beyond the limit are left out and counted") {
  std::string text = "[{";
  for (std::size_t at = 0; at < kMaxColumns + 5; ++at) text += "\"k" + std::to_string(at) + "\":1,";
  text += "\"" + std::string(1'000'000, 'x') + "\":1}]";
  const Read out = read_pieces({text});
  CHECK(out.columns.size() == kMaxColumns);
  CHECK(out.dropped == 6);
  CHECK(out.records.size() == 1);
}

// ---- broken records ----

TEST_CASE("a broken line costs itself alone") {
  for (const std::string broken :
       {R"({"id":2,"text":"no end})", R"({"id":2,)", R"({"id":2])", R"("id":2})", R"({"id" 2})",
        R"({"id":tru})", R"({"id":2}})", "no JSON at all", R"({"id":"2" "b"})"}) {
    const Read out = read("{\"id\":1,\"text\":\"x\"}\n" + broken + "\n{\"id\":3}\n{\"id\":4}\n");
    CAPTURE(broken);
    if (broken == R"({"id":2}})") {
      CHECK(out.records == Lines{"id=1|text=x", "id=2", "id=3", "id=4"});
      continue;
    }
    CHECK(out.records == Lines{"id=1|text=x", "id=3", "id=4"});
    CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::BadJson, broken}});
    CHECK(out.rows == std::vector<std::uint64_t>{1, 3, 4});
  }
}

TEST_CASE("a broken element of an array costs itself alone") {
  for (const std::string broken :
       {R"({"id":2,"text":"no end})", R"({"id":2,"text":"x")", R"({"id":2,"l":[1,2})",
        R"({"id":2,"text":"a "quoted" word"})", R"({"id":tru})", R"({"id" 2})"}) {
    for (const std::string_view space : {"", "\n  "}) {
      const std::string comma = "," + std::string(space);
      const Read out = read("{\"items\":[" + std::string(space) +
                            "{\"id\":1,\"text\":\"one two three\"}" + comma + broken + comma +
                            "{\"id\":3,\"text\":\"b\"}" + comma + "{\"id\":4}]}");
      CAPTURE(broken, space);
      CHECK(out.records == Lines{"id=1|text=one two three", "id=3|text=b", "id=4"});
      CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::BadJson, broken}});
    }
  }
}

TEST_CASE("a file may begin with a broken record") {
  CHECK(read(R"([{"id":"x},{"id":"2"},{"id":"3"}])").records == Lines{"id=2", "id=3"});
  CHECK(read("{\"id\":\"x\n{\"id\":\"2\"}\n{\"id\":\"3\"}\n").records == Lines{"id=2", "id=3"});
}

TEST_CASE("a text that ends early keeps its whole records and rejects the last") {
  const std::string text = wrapped("{\"data\":", "}");
  const std::size_t second = text.find("{\"id\":2");
  const Read out = read(text.substr(0, second + 14));
  CHECK(out.records == Lines{kPostRecords[0]});
  CHECK(out.rejects == std::vector<Rejected>{{2, ErrorCode::BadJson, R"({"id":2,"text")"}});
  CHECK(read(text.substr(0, second)).rejects.empty());
}

// ---- particular formats ----

TEST_CASE("a response of the X API v2 is joined with what it includes") {
  const std::string response =
      R"({"data":[{"id":"11","author_id":"7","text":"hello to you all","attachments":{"poll_ids":["q"]},)"
      R"("geo":{"place_id":"p"}},)"
      R"({"id":"12","author_id":"8","text":"RT hello","referenced_tweets":[{"type":"retweeted","id":"9"},)"
      R"({"type":"quoted","id":"404"}]}],)"
      R"("includes":{"users":[{"id":"8","username":"eve"},{"id":"7","username":"adam","public_metrics":)"
      R"({"followers_count":5}}],"tweets":[{"id":"9","author_id":"7","text":"hello \"you\""}],)"
      R"("places":[{"id":"p","country_code":"KR"}],)"
      R"("polls":[{"id":"q","options":[{"label":"tea","votes":3},{"label":"coffee","votes":4}]}]},)"
      R"("meta":{"result_count":2}})";
  const Lines joined{
      "id=11|author_id=7|text=hello to you all|attachments.poll_ids=q|geo.place_id=p|author.id=7|"
      "author.username=adam|author.public_metrics.followers_count=5|geo.id=p|geo.country_code=KR|"
      "polls.id=q|polls.options.label=tea+coffee|polls.options.votes=3+4",
      "id=12|author_id=8|text=RT hello|author.id=8|author.username=eve|"
      "referenced_tweets.type=retweeted+quoted|referenced_tweets.id=9+404|"
      "referenced_tweets.text=hello \"you\"+|referenced_tweets.author.username=adam+"};
  const Read one = read(response);
  CHECK(one.records == joined);
  CHECK(one.raws[0].starts_with(R"({"id":"11")"));
  CHECK(one.wrapper == "data");
  const Read two = read(response + "\n" + response + "\n{\"errors\":[{\"title\":\"gone\"}]}\n");
  CHECK(two.records.size() == 5);
  CHECK(two.records[3] == joined[1]);
  CHECK(two.records[4] == "errors.title=gone");
  CHECK(two.lines);

  SECTION("a response that ends early gives its posts without the join") {
    const Read cut_off = read(response.substr(0, response.find("\"includes\"") + 15));
    CHECK(cut_off.records.size() == 2);
    CHECK(cut_off.records[0] ==
          "id=11|author_id=7|text=hello to you all|attachments.poll_ids=q|geo.place_id=p");
  }
  SECTION("a broken post costs itself alone") {
    std::string text = response;
    text.replace(text.find("RT hello\""), 9, "RT hello");
    const Read broken = read(text + "\n" + response + "\n");
    CHECK(broken.rejects.size() == 1);
    CHECK(broken.records[0].starts_with("id=11|"));
    CHECK(std::find(broken.records.begin(), broken.records.end(), joined[1]) != broken.records.end());
  }
}

TEST_CASE("a response for a single post is read alike") {
  CHECK(read(R"({"data":{"id":"1","author_id":"7","text":"a"},"includes":{"users":[{"id":"7","username":"u"}]}})")
            .records == Lines{"id=1|author_id=7|text=a|author.id=7|author.username=u"});
}

TEST_CASE("answers in YouTube's comment threads are records like the first comments") {
  const Read out = read(
      R"({"kind":"x","items":[{"snippet":{"topLevelComment":{"id":"a","snippet":{"textOriginal":)"
      R"("one two three"}}},"replies":{"comments":[{"id":"b","snippet":{"textOriginal":"four"}}]}},)"
      R"({"snippet":{"topLevelComment":{"id":"c","snippet":{"textOriginal":"five"}}}}]})");
  const std::string id = "snippet.topLevelComment.id=";
  const std::string text = "|snippet.topLevelComment.snippet.textOriginal=";
  CHECK(out.records ==
        Lines{id + "a" + text + "one two three", id + "b" + text + "four", id + "c" + text + "five"});
}

// ---- large and hostile ----

TEST_CASE("a record larger than the limit is rejected, the next one is read") {
  const std::string big = "{\"id\":1,\"text\":\"" + std::string(kMaxRecordBytes, 'x') + "\"}";
  for (const std::string& text :
       {"{\"id\":0}\n" + big + "\n{\"id\":2}\n{\"id\":3}\n",
        "{\"items\":[{\"id\":0}," + big + ",{\"id\":2},{\"id\":3}]}"}) {
    const Read whole = read_pieces({text});
    CHECK(whole.records == Lines{"id=0", "id=2", "id=3"});
    CHECK(whole.rejects ==
          std::vector<Rejected>{{2, ErrorCode::RecordTooLarge, big.substr(0, kMaxRejectedBytes)}});
    CHECK(read_pieces(cut(text, [] { return 70'001; })) == whole);
  }
  const std::string last = "{\"items\":[{\"id\":0}," + big + "],\"next\":\"end\"}";
  for (const std::size_t piece : {last.size(), last.size() - 5, last.size() - 10}) {
    const Read out = read_pieces(cut(last, [&] { return piece; }));
    CHECK(out.rejects.size() == 1);
    CHECK(out.surroundings.back() == std::pair<std::string, std::string>("next", "end"));
  }
}

TEST_CASE("records are found far beyond what is held back") {
  std::string text = "{\"items\":[";
  for (int at = 0; at < 20'000; ++at) {
    text += (at ? ",{\"id\":" : "{\"id\":") + std::to_string(at) + ",\"text\":\"one more short text\"}";
  }
  text += "],\"next\":\"end\"}";
  const Read whole = read_pieces({text});
  CHECK(whole.records.size() == 20'000);
  CHECK(whole.records.back() == "id=19999|text=one more short text");
  CHECK(whole.surroundings.back() == std::pair<std::string, std::string>("next", "end"));
  CHECK(read_pieces(cut(text, [] { return 977; })) == whole);
}

TEST_CASE("hostile texts end in time, with errors as values") {
  const std::size_t size = 10'000'000;
  const auto repeat = [&](std::string_view unit) {
    std::string text;
    while (text.size() < size) text += unit;
    return text;
  };
  CHECK(read_pieces({repeat("[")}).records.empty());
  CHECK(read_pieces({repeat("{\"a\":")}).rejects.size() == 1);
  CHECK(read_pieces({"[" + repeat(",")}).records.empty());
  CHECK(read_pieces({"[{\"a\":[" + repeat(",")}).rejects.size() == 1);
  CHECK(read_pieces({"[{\"a\":\"x\"}" + repeat(",{\"a\":\"x}")}).records == Lines{"a=x"});
  CHECK(read_pieces({"[" + repeat("{\"a\":{},\"a\":{\"b\":1},\"a\":[[],[1]]},")}).rejects.empty());
  std::string keys = "[";
  for (int at = 0; at < 300'000; ++at) keys += "{\"key" + std::to_string(at) + "\":1},";
  const Read out = read_pieces({keys});
  CHECK(out.columns.size() == kMaxColumns);
  CHECK(out.records.size() == 300'000);
}

TEST_CASE("chats that were left are read like the others") {
  const std::string chat = R"({"name": "a", "messages": [{"id": 1, "text": "tea is very good"}]})";
  const std::string other = R"({"name": "b", "messages": [{"id": 2, "text": "coffee is even better"}]})";
  const Read both = read(R"({"chats": {"about": "x", "list": [)" + chat + R"(]}, "left_chats": {"about": "y", "list": [)" +
                         other + "]}}");
  CHECK(both.records == kPostRecords);
  CHECK(both.rejects.empty());
  // Whichever tells more.
  const Read longer = read(R"({"chats": {"list": [)" + chat + R"(]}, "left_chats": {"list": [)" + other + "," +
                           other + "," + other + "]}}");
  CHECK(longer.records.size() == 4);
}
