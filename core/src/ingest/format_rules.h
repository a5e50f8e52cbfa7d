// What the cells of particular formats say beyond their columns' names: one rule a format, named by its
// entry in the table "formats" of earshot.words. What `extras` hold, and in which order, stands there.
#pragma once

#include "ingest/formats.h"

namespace earshot {

/// An id that a spreadsheet has rounded ("1.26426E+18", or as many digits ending in zeros): it
/// identifies nothing.
bool is_damaged_id(std::string_view id);

Verdict refine_parent(const Refinement& record);
Verdict refine_brandwatch(const Refinement& record);
Verdict refine_talkwalker(const Refinement& record);
Verdict refine_meltwater(const Refinement& record);
Verdict refine_meltwater_legacy(const Refinement& record);
Verdict refine_netbase(const Refinement& record);
Verdict refine_crimson(const Refinement& record);
Verdict refine_exportcomments(const Refinement& record);
Verdict refine_x(const Refinement& record);
Verdict refine_youtube(const Refinement& record);
Verdict refine_youtube_downloader(const Refinement& record);
Verdict refine_telegram(const Refinement& record);
Verdict refine_discord(const Refinement& record);
Verdict refine_kakaotalk(const Refinement& record);
Verdict refine_mastodon_outbox(const Refinement& record);
Verdict refine_mastodon(const Refinement& record);
Verdict refine_bluesky(const Refinement& record);
Verdict refine_tiktok(const Refinement& record);
Verdict refine_linkedin(const Refinement& record);
Verdict refine_app_store_rss(const Refinement& record);
Verdict refine_google_business(const Refinement& record);
Verdict refine_amazon(const Refinement& record);
Verdict refine_steam(const Refinement& record);

}  // namespace earshot
