// An answer or a sentence for the person who asked: how every reader of outside input returns.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace rebuffer {

/// Why something from outside was refused: what it was, what was wrong with it, what is accepted.
struct Problem {
    std::string text;
};

/// Either a value or a Problem.
template <typename T> class Result {
public:
    Result(T value) : m_value(std::move(value)) {}
    Result(Problem problem) : m_problem(std::move(problem.text)) {}

    explicit operator bool() const { return m_value.has_value(); }
    /// Only when there is a value.
    const T &value() const & { return *m_value; }
    T &&value() && { return std::move(*m_value); }
    const T &operator*() const { return *m_value; }
    const T *operator->() const { return &*m_value; }
    /// Empty when there is a value.
    const std::string &problem() const { return m_problem; }

private:
    std::optional<T> m_value;
    std::string m_problem;
};

} // namespace rebuffer
