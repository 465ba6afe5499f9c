// A file that takes long to make, made beside the window: one at a time, and it can be cancelled.
#pragma once

#include "core/sim/result.h"
#include "ui/errand.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>

namespace rebuffer {

class Exporter : public QObject {
    Q_OBJECT

public:
    /// What the thread that works and the one that waits tell each other.
    struct Talk {
        std::atomic<bool> stop = false; ///< to be looked at often
        std::atomic<double> share = 0;  ///< done, 0 to 1
    };
    /// Answers with one line for people when it cannot, and leaves no half file then, nor when it stops.
    using Work = std::function<Result<bool>(Talk &talk)>;

    explicit Exporter(QObject *parent = nullptr) : QObject(parent), m_errand(this) {}
    /// Cancels, and waits until it has noticed.
    ~Exporter() override { cancel(); }

    /// False, and nothing begins, while another is being made.
    bool begin(const QString &path, Work work);
    void cancel();
    bool isBusy() const { return m_talk != nullptr; }
    QString path() const { return m_path; }
    double share() const { return m_talk ? m_talk->share.load() : 0; }
    /// Waits for the end, and tells of it.
    void finish() { m_errand.finish(); }

signals:
    void began();
    void saved(const QString &path);
    void cancelled(const QString &path);
    void failed(const QString &problem);
    /// After each of the last three.
    void ended();

private:
    void onAnswer(const Result<bool> &answer);

    std::shared_ptr<Talk> m_talk; ///< while one is being made
    QString m_path;
    Errand m_errand; ///< goes first, and waits
};

} // namespace rebuffer
