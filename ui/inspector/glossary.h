// The field's words, each in a sentence or two: what the lecture uses and the window shows.
#pragma once

#include <QString>

#include <vector>

namespace rebuffer {

struct GlossaryEntry {
    QString term;
    QString meaning;
};

/// In the order a lecture would meet them.
std::vector<GlossaryEntry> glossary();
/// Those whose term or meaning contains `words`; all if it is blank.
std::vector<GlossaryEntry> findInGlossary(const QString &words);

} // namespace rebuffer
