// Languages that nobody speaks: every source text twice as long and full of accents, or in the letters of one that is
// written from right to left. Placeholders, mnemonics and markup stay what they are.
#pragma once

#include <QTranslator>

namespace rebuffer {

class PseudoTranslator : public QTranslator {
public:
    enum class Kind { Long, RightToLeft };

    explicit PseudoTranslator(Kind kind) : m_kind(kind) {}

    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *sourceText, const char *, int) const override
    {
        const QString source = QString::fromUtf8(sourceText);
        return source.trimmed().isEmpty() ? source : transformed(source);
    }

    QString transformed(const QString &source) const
    {
        QString out;
        bool markup = false;
        for (qsizetype i = 0; i < source.size(); ++i) {
            const QChar c = source[i];
            markup = c == QLatin1Char('<') || (markup && c != QLatin1Char('>'));
            if (c == QLatin1Char('%') && i + 1 < source.size()) {
                out += c;
                out += source[++i];
            } else if (markup || !c.isLetter()) {
                out += c;
            } else {
                add(out, c);
            }
        }
        return out;
    }

private:
    /// Each letter becomes two: an accented one and a plain one.
    void add(QString &out, QChar c) const
    {
        static const QString accented = QStringLiteral("áƀçđéƒğĥíĵķļɱñóþɋřšťúṽŵẋýž");
        static const QString hebrew = QStringLiteral("אבגדהוזחטיכלמנסעפצקרשתםןףך");
        const int letter = c.toLower().unicode() - 'a';
        const bool latin = letter >= 0 && letter < 26;
        if (m_kind == Kind::RightToLeft)
            out += latin ? hebrew[letter] : c;
        else
            out += latin ? (c.isUpper() ? accented[letter].toUpper() : accented[letter]) : c;
        if (m_kind == Kind::Long)
            out += c.toLower();
    }

    Kind m_kind;
};

} // namespace rebuffer
