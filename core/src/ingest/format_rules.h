// What the cells of particular formats say beyond their columns' names: one rule a format, named by its
// entry in the table "formats" of earshot.words. What `extras` hold, and in which order, stands there.
#pragma once

#include "ingest/formats.h"

namespace earshot {

/// An id that a spreadsheet has rounded ("1.26426E+18", or as many digits ending in zeros): it
/// identifies nothing.
bool is_damaged_id(std::string_view id);

RowVerdict refine_parent(const Refinement& record);
RowVerdict refine_brandwatch(const Refinement& record);
RowVerdict refine_talkwalker(const Refinement& record);
RowVerdict refine_meltwater(const Refinement& record);
RowVerdict refine_meltwater_legacy(const Refinement& record);
RowVerdict refine_netbase(const Refinement& record);
RowVerdict refine_crimson(const Refinement& record);
RowVerdict refine_exportcomments(const Refinement& record);
RowVerdict refine_x(const Refinement& record);
RowVerdict refine_youtube(const Refinement& record);
RowVerdict refine_youtube_downloader(const Refinement& record);
RowVerdict refine_telegram(const Refinement& record);
RowVerdict refine_discord(const Refinement& record);
RowVerdict refine_kakaotalk(const Refinement& record);
RowVerdict refine_mastodon_outbox(const Refinement& record);
RowVerdict refine_mastodon(const Refinement& record);
RowVerdict refine_bluesky(const Refinement& record);
RowVerdict refine_tiktok(const Refinement& record);
RowVerdict refine_linkedin(const Refinement& record);
RowVerdict refine_app_store_rss(const Refinement& record);
RowVerdict refine_google_business(const Refinement& record);
RowVerdict refine_amazon(const Refinement& record);
RowVerdict refine_steam(const Refinement& record);

}  // namespace earshot
