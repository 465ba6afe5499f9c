// How HTTPS looks to whoever listens: TLS 1.3 records (RFC 8446, section 5) whose content nobody can read. The simulation
// does not encipher and counts no bytes for records in the stream (22 each); a capture shows as many bytes as travelled,
// framed as records, of which only the frames can be told from noise.
#pragma once

#include <cstdint>
#include <string>

namespace rebuffer::tls {

/// A ClientHello in a record, `size` bytes in all, padded (RFC 7685); 120 at least.
std::string clientHello(std::uint32_t size);
/// A ServerHello in a record, and the rest of the server's flight in others.
std::string serverFlight(std::uint32_t size);
/// The client's Finished (58 bytes), and a request in a record behind it.
std::string clientFlight(std::uint32_t size);
/// From byte `begin` on `size` bytes of a stream of records that is `total` long.
std::string records(std::int64_t begin, std::int64_t size, std::int64_t total);

} // namespace rebuffer::tls
