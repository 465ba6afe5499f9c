#include "core/io/repeated_keys.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>
#include <string_view>

namespace rebuffer {

namespace {

/// Goes through the text once. In valid JSON a text is a name just where a colon follows.
class KeyScan {
public:
    explicit KeyScan(const QByteArray &json) : m_json(json)
    {
        while (m_at < m_json.size())
            step(m_json[m_at++]);
    }
    std::vector<std::string> repeated;

private:
    struct Level {
        bool isList = false;
        int item = 0;
        std::string key;
        std::set<std::string> keys;
    };

    void step(char c)
    {
        if (c == '{' || c == '[')
            m_levels.push_back({c == '[', 0, {}, {}});
        else if ((c == '}' || c == ']') && !m_levels.empty())
            m_levels.pop_back();
        else if (c == ',' && !m_levels.empty())
            ++m_levels.back().item;
        else if (c == '"')
            takeText();
    }

    void takeText()
    {
        const qsizetype begin = m_at;
        while (m_at < m_json.size() && m_json[m_at] != '"')
            m_at += m_json[m_at] == '\\' ? 2 : 1;
        const std::string text = m_json.mid(begin, m_at - begin).toStdString();
        ++m_at;
        qsizetype next = m_at;
        while (next < m_json.size() && std::string_view(" \t\r\n").find(m_json[next]) != std::string_view::npos)
            ++next;
        if (next < m_json.size() && m_json[next] == ':' && !m_levels.empty())
            takeKey(text.find('\\') == std::string::npos ? text : unescaped(text));
    }

    static std::string unescaped(const std::string &text)
    {
        const QByteArray list = "[\"" + QByteArray::fromStdString(text) + "\"]";
        return QJsonDocument::fromJson(list).array().first().toString().toStdString();
    }

    void takeKey(const std::string &key)
    {
        m_levels.back().key = key;
        if (!m_levels.back().keys.insert(key).second)
            repeated.push_back(path());
    }

    std::string path() const
    {
        std::string path;
        for (const Level &level : m_levels) {
            if (level.isList)
                path += '[' + std::to_string(level.item) + ']';
            else
                path += (path.empty() ? "" : ".") + level.key;
        }
        return path;
    }

    const QByteArray &m_json;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
};

} // namespace

std::vector<std::string> repeatedKeys(const QByteArray &json)
{
    return KeyScan(json).repeated;
}

} // namespace rebuffer
