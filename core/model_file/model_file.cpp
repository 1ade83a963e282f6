// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/model_file.h"

#include "core/base/sha256.h"
#include "core/model_file/archive.h"
#include "core/model_file/cbor.h"

namespace nearside {
namespace {

constexpr std::string_view kMagic = "nearside";

}  // namespace

ModelFile::ModelFile() = default;
ModelFile::ModelFile(const ModelFile&) = default;
ModelFile::ModelFile(ModelFile&&) noexcept = default;
ModelFile& ModelFile::operator=(const ModelFile&) = default;
ModelFile& ModelFile::operator=(ModelFile&&) noexcept = default;
ModelFile::~ModelFile() = default;

std::vector<std::uint8_t> encode(const ModelFile& model_file) {
  std::uint32_t version = kOldestWritten;
  CborSink payload(version);
  write(payload, model_file);
  if (payload.wanted_version() > version) {
    version = payload.wanted_version();
    payload = CborSink(version);
    write(payload, model_file);
  }
  const std::vector<std::uint8_t> bytes = payload.take();
  const auto hash = sha256(bytes);

  CborSink envelope;
  envelope.begin_array(4);
  envelope.text(kMagic);
  envelope.unsigned_integer(version);
  envelope.bytes(bytes);
  envelope.bytes(hash);
  envelope.end_array();
  return envelope.take();
}

Result<DecodedModelFile> decode(std::span<const std::uint8_t> bytes, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) {
    return bad_model("", "the file has " + std::to_string(bytes.size()) + " bytes, at most " +
                             std::to_string(max_bytes) + " are accepted");
  }
  // 0x84: a list of four; 0x68: a text of eight bytes.
  const bool ours =
      bytes.size() > 10 && bytes[0] == 0x84 && bytes[1] == 0x68 &&
      std::string_view(reinterpret_cast<const char*>(bytes.data()) + 2, kMagic.size()) == kMagic;
  if (!ours) return bad_model("", "this is not a Nearside model file (its first bytes are others)");

  const auto envelope = decode_cbor(bytes);
  if (!envelope) {
    return bad_model("", "the model file is damaged or cut short (" + envelope.error().text() + ")");
  }
  const std::vector<CborValue>& items = envelope->items;
  if (items[1].kind != NodeKind::integer) return bad_model("", "the format version is not a number");
  if (items[1].integer == 0) return bad_model("", "the format version is 0; the first is 1");
  if (items[1].integer > kFormatVersion) {
    return Error{ErrorCode::too_new, "",
                 "the model file has format version " + std::to_string(items[1].integer) +
                     ", this Nearside reads versions up to " + std::to_string(kFormatVersion)};
  }

  if (items[2].kind != NodeKind::bytes || items[3].kind != NodeKind::bytes) {
    return bad_model("", "the envelope does not hold a payload and its SHA-256");
  }
  DecodedModelFile decoded;
  decoded.format_version = static_cast<std::uint32_t>(items[1].integer);
  decoded.sha256 = sha256(items[2].bytes);
  const auto& stated = items[3].bytes;
  if (!std::equal(stated.begin(), stated.end(), decoded.sha256.begin(), decoded.sha256.end())) {
    return bad_model("", "the model file is damaged: its content does not fit its SHA-256");
  }
  const auto payload = decode_cbor(items[2].bytes);
  if (!payload) return bad_model("payload", payload.error().text());
  auto model_file = Reader<CborNode>::read_all<ModelFile>(CborNode(*payload), decoded.format_version);
  if (!model_file) return model_file.error();
  decoded.model_file = std::move(*model_file);
  return decoded;
}

}  // namespace nearside
