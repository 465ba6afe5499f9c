#include "core/io/trace_json.h"

#include "core/io/repeated_keys.h"
#include "core/io/trace_builder.h"
#include "core/io/trace_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace rebuffer {

namespace {

constexpr std::string_view durationKey = "duration_ms";
constexpr std::string_view rateKey = "bandwidth_kbps";
constexpr std::string_view wanted = R"(; give {"duration_ms": 1000, "bandwidth_kbps": 2500})";

/// Finds where things stand in text that is known to be JSON; the parser itself does not tell.
class JsonPlaces {
public:
    explicit JsonPlaces(std::string_view text) : m_text(text) {}

    /// Of the list's entry; 0 if there is none.
    std::size_t entry(qsizetype index)
    {
        m_at = std::min(m_text.find('['), m_text.size());
        for (qsizetype i = 0; i <= index; ++i) {
            ++m_at; // the bracket or the comma before it
            skipBlanks();
            if (i < index) {
                skipValue();
                skipBlanks();
            }
        }
        return m_at < m_text.size() ? m_at : 0;
    }
    /// Of the member's value, the last of that name, as the parser takes it; where the entry begins, if it has none.
    std::size_t member(qsizetype index, std::string_view key)
    {
        std::size_t found = entry(index);
        if (peek() != '{')
            return found;
        do {
            ++m_at;
            skipBlanks();
            const std::size_t from = m_at;
            skipValue();
            const std::string_view name = m_text.substr(std::min(from, m_text.size()), m_at - from);
            skipBlanks();
            ++m_at; // the colon
            skipBlanks();
            if (name.size() == key.size() + 2 && name.substr(1, key.size()) == key)
                found = m_at;
            skipValue();
            skipBlanks();
        } while (peek() == ',');
        return found;
    }
    /// The value that begins there, cut to its line, a text without its quotation marks.
    std::string_view valueAt(std::size_t offset)
    {
        m_at = offset;
        skipValue();
        const std::string_view value = m_text.substr(offset, m_at - offset);
        if (value.size() > 1 && value.front() == '"')
            return value.substr(1, value.size() - 2);
        return value.substr(0, value.find_first_of("\r\n"));
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipBlanks() { m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); }
    void skipString()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
    }
    void skipValue()
    {
        if (peek() == '"')
            return skipString();
        if (peek() != '{' && peek() != '[') {
            m_at = std::min(m_text.find_first_of(",:]} \t\r\n", m_at), m_text.size());
            return;
        }
        int depth = 0;
        do {
            if (peek() == '"') {
                skipString();
                continue;
            }
            depth += peek() == '{' || peek() == '[' ? 1 : peek() == '}' || peek() == ']' ? -1 : 0;
            ++m_at;
        } while (depth > 0 && m_at < m_text.size());
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// One list on its way to a trace.
class JsonTrace {
public:
    JsonTrace(const QByteArray &content, const std::string &file)
        : m_text(content.constData(), static_cast<std::size_t>(content.size())), m_file(file)
    {
    }

    Result<TraceReading> read(const QJsonArray &entries)
    {
        double at = 0;
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QJsonObject entry = entries[i].toObject();
            for (const std::string_view key : {durationKey, rateKey}) {
                if (!entry[QLatin1String(key.data())].isDouble())
                    return noNumber(i, key, entries[i]);
            }
            const double duration = entry[QLatin1String(durationKey.data())].toDouble();
            if (duration * 1e3 < static_cast<double>(TraceBuilder::leastStep.toNanoseconds()) / 1e3)
                return problem(i, durationKey, "is too short: a duration is 0.01 ms or more");
            if (duration > 1e11)
                return problem(i, durationKey, "is too long; a trace's time goes to 10^8 s, three years");
            if (const auto fault = m_builder.add(at / 1e3, entry[QLatin1String(rateKey.data())].toDouble() * 1e3))
                return problem(i, fault->ofTime ? durationKey : rateKey, fault->what);
            at += duration;
            noteOthers(entry);
        }
        if (const auto fault = m_builder.end(at / 1e3))
            return problem(entries.size() - 1, durationKey, fault->what);
        return TraceReading{m_builder.build(), notes()};
    }
    /// Of a member's name that an entry gives twice; `path` is as repeatedKeys() has it: "[3].bandwidth_kbps".
    Problem repeated(const std::string &path) const
    {
        const qsizetype index = std::strtoll(path.c_str() + 1, nullptr, 10);
        const std::string key = path.substr(std::min(path.find('.') + 1, path.size()));
        return at(JsonPlaces(m_text).member(index, key),
                  "entry " + std::to_string(index + 1) + ": " + shownText(key) + " is given twice; which of the two holds?");
    }
    Problem at(std::size_t offset, const std::string &what) const
    {
        return Problem{m_file + ": " + placeOf(m_text, offset) + ": " + what};
    }

private:
    Problem problem(qsizetype index, std::string_view key, const std::string &what) const
    {
        JsonPlaces places(m_text);
        const std::size_t offset = places.member(index, key);
        return at(offset, "entry " + std::to_string(index + 1) + ": " + std::string(key) + ": " +
                              shownText(places.valueAt(offset)) + " " + what);
    }
    Problem noNumber(qsizetype index, std::string_view key, const QJsonValue &entry) const
    {
        const std::string which = "entry " + std::to_string(index + 1);
        const std::size_t from = JsonPlaces(m_text).entry(index);
        if (!entry.isObject())
            return at(from, which + " is no object" + std::string(wanted));
        const QJsonValue value = entry.toObject()[QLatin1String(key.data())];
        if (value.isUndefined())
            return at(from, which + " has no " + std::string(key) + std::string(wanted));
        const std::string how = value.isString() ? "is a text; a number is wanted, without quotation marks" : "is not a number";
        return problem(index, key, how + std::string(wanted));
    }
    void noteOthers(const QJsonObject &entry)
    {
        if (entry.size() == 2)
            return;
        for (auto member = entry.begin(); member != entry.end() && m_others.size() < 8; ++member) {
            const QString key = member.key();
            if (key != QLatin1String(durationKey.data()) && key != QLatin1String(rateKey.data()) && !m_others.contains(key))
                m_others << key;
        }
    }
    std::vector<std::string> notes() const
    {
        std::vector<std::string> notes;
        for (const QString &key : m_others) {
            const bool isDelay = key == QLatin1String("latency_ms");
            notes.push_back("not read: " + shownText(key.toStdString()) +
                            (isDelay ? "; a trace varies the rate alone, the delay is link.delay's" : ""));
        }
        return notes;
    }

    std::string_view m_text;
    const std::string &m_file;
    TraceBuilder m_builder;
    QStringList m_others;
};

} // namespace

Result<TraceReading> parseJsonTrace(const QByteArray &content, const std::string &file)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    JsonTrace trace(content, file);
    if (error.error != QJsonParseError::NoError)
        return trace.at(static_cast<std::size_t>(std::max(error.offset, 0)), "is not JSON: " + error.errorString().toStdString());
    const std::size_t start = static_cast<std::size_t>(std::max<qsizetype>(content.indexOf(document.isArray() ? '[' : '{'), 0));
    if (!document.isArray())
        return trace.at(start, "is a JSON object, where a trace is a list [{…}, {…}]" + std::string(wanted));
    if (document.array().isEmpty())
        return trace.at(start, "is an empty list, no row in it" + std::string(wanted));
    if (const std::vector<std::string> repeated = repeatedKeys(content); !repeated.empty())
        return trace.repeated(repeated.front());
    return trace.read(document.array());
}

} // namespace rebuffer
