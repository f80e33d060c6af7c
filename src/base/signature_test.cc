// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/signature.h"

#include <gtest/gtest.h>
#include <string>

#include "base/base64.h"
#include "base/digest.h"

namespace broadsheet {
namespace {

// Made for these tests with openssl; they open nothing.
constexpr std::string_view kRsa1024 = R"(-----BEGIN RSA PRIVATE KEY-----
MIICXQIBAAKBgQDGJ/ueVz0Onx0V/QMRHyMXHQpdcefPTJQLRN7IWJzFOurroHdO
WUM5gtw6ht+KDqIockArkg38b5qd2iFUUHksbXteEev/12u6pb6vebZ0f1SulofT
sXjepA+eYWjKE68WI8xeaN9eaPuRmg1bDHNXKLV1Gpa2ROe1dZdyHzhvuQIDAQAB
AoGATva36k1RY3Y8nPqKMlR6I0fLTZmKiq01gZgcPzIwptfnraXwZSRlCZIAOMJu
ahGSxRNiRvqY4DOJJcY66eJ3pmzACuQbgVKJihW0lQqTkMB2ryrgYVWkmBYJFASJ
nlEIcH7IHpPU4rzF5xmvKn97mv0PwA7AUX/he4t9nCYwg5ECQQDw9EHAUcUGJ/NW
agI65q01Nzgu+e+sY1xdkRIpjXoNwB0YFnKmB9oqYwp99cSxxe0Qb75rZAA/dSC3
Zz0mqsM7AkEA0oeVq9bzl7dSyT8ptINdimyrcJ26tlUC+Ze9SvmX/HT5/pHBnHX6
F7GLd0+Ts4GDuz139qx0Yd/xRKqLbiMBmwJBAJqidwwAriv8OZtsnw/D+MbdME5d
kmYUwjM+JeTK6dinQUSzK1LIWUe4lgQuVNQuDKzuucrbu5j+B0gMll8ZWf8CQEEj
/qWa7uhEqvLl/kuCUhEgqrM/uqPsDe2Yi9OFAwf0Ud34z4VP48AtCVAzaSojqtTm
ohXLKn+WQRrUAixj3H0CQQC6PuG/mqPSNmNPmCXkRcOAlmIyRUkY26059jJ3yZ19
2CsoMnkBWpdus80vnRUCqB70pRkq+gHJV+OO/DFtFjV+
-----END RSA PRIVATE KEY-----
)";
constexpr std::string_view kRsa512 = R"(-----BEGIN PRIVATE KEY-----
MIIBUwIBADANBgkqhkiG9w0BAQEFAASCAT0wggE5AgEAAkEAvM/RvXfgqWYwcNlV
oItJ48x3r/7jAi6CkRoFWEFGRisbCmUVwdc2nO6bPbOeSFYgPlBo73pagGZ/lS+u
z4vkOwIDAQABAkB8fOEi9QkRZ6kEnqcQRQYgxc0cIwf1hkjb9rYTbGYzGFDM0sfk
aFpMcdssRNefcJPdjtoO9yR3iE4WNjMxtJehAiEA9t8/vL4EEYtl08rK0f2vHqQb
r5sFK0ByzQOd7iz5ZmMCIQDDywE0JTPILbjvpvNYKCWF98w9o12eu+yybGKYt0km
SQIgNqWGa1Y4elW8DZzHNqKMICE9i6qqAz/56Y3SaMWF03cCICObtQFVzsAWSK8V
LuaWjpR5x6RiJLGsvdSJT7k0hFI5AiA3cS/yngf8midqtr1U5cH0lMskRfuJoshR
ZzCUaYCPmQ==
-----END PRIVATE KEY-----
)";
constexpr std::string_view kEllipticCurve = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPi2MGvN5CASHJcBq
LBH4V/kppKoBTi089FY/S8EyQLOhRANCAASWT9oTlJ4fr/hea7j9iZcZZe0hVxJv
/k4dsXtvm5eZjLUL+DP68E65021oLqqCSDWv5y6TtjcxvJrt+RhpDHcM
-----END PRIVATE KEY-----
)";
constexpr std::string_view kEncrypted = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgO8wVoy/l0EgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEF9G4WkxixnWvsMuS/qw+p8EQNU0
NcQQVr4PSBIc9wAud1MelfypG2lzYfOor0O6yhPonxjZ7POmwzbI1W1l775SLgQ/
E23WD1K/7kH7SnDuKFQ=
-----END ENCRYPTED PRIVATE KEY-----
)";

// PKCS #8 of an Ed25519 key is sixteen fixed bytes and the secret.
std::string ed25519_pem(std::string_view secret) {
  const std::string head = base64_decode("MC4CAQAwBQYDK2VwBCIEIA==").value();
  return "-----BEGIN PRIVATE KEY-----\n" + base64_encode(head + std::string(secret)) +
         "\n-----END PRIVATE KEY-----\n";
}

TEST(SigningKey, ReadsWhatItWrote) {
  for (const KeyKind kind : {KeyKind::kRsa, KeyKind::kEd25519}) {
    const SigningKey made = SigningKey::make(kind);
    const Result<SigningKey> read = SigningKey::read(made.pem());
    ASSERT_TRUE(read.ok()) << read.error().message();
    EXPECT_EQ(read.value().kind(), kind);
    EXPECT_EQ(read.value().public_key(), made.public_key());
    EXPECT_EQ(read.value().sign("morning"), made.sign("morning"));
    EXPECT_NE(SigningKey::make(kind).public_key(), made.public_key());
  }
}

TEST(SigningKey, SignsWhatItsPublicHalfShows) {
  for (const KeyKind kind : {KeyKind::kRsa, KeyKind::kEd25519}) {
    const SigningKey key = SigningKey::make(kind);
    const std::string signature = key.sign("morning");
    EXPECT_EQ(signature.size(), kind == KeyKind::kRsa ? kRsaBitsMade / 8U : 64U);
    EXPECT_TRUE(is_signature(kind, key.public_key(), "morning", signature));
    EXPECT_FALSE(is_signature(kind, key.public_key(), "evening", signature));
    EXPECT_FALSE(is_signature(kind, SigningKey::make(kind).public_key(), "morning", signature));
    for (const std::size_t at : {std::size_t{0}, signature.size() / 2, signature.size() - 1}) {
      std::string changed = signature;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      EXPECT_FALSE(is_signature(kind, key.public_key(), "morning", changed)) << at;
    }
    EXPECT_FALSE(is_signature(kind, "", "morning", signature));
    EXPECT_FALSE(is_signature(kind, key.public_key(), "morning", ""));
    const KeyKind other = kind == KeyKind::kRsa ? KeyKind::kEd25519 : KeyKind::kRsa;
    EXPECT_FALSE(is_signature(other, key.public_key(), "morning", signature));
  }
}

// RFC 8032, 7.1, test 2.
TEST(SigningKey, SignsAsTheStandardShows) {
  const std::string secret = base64_decode("TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=").value();
  const Result<SigningKey> key = SigningKey::read(ed25519_pem(secret));
  ASSERT_TRUE(key.ok()) << key.error().message();
  const std::string& public_key = key.value().public_key();
  EXPECT_EQ(hex(public_key.data(), public_key.size()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = key.value().sign("\x72");
  EXPECT_EQ(hex(signature.data(), signature.size()),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(SigningKey, ReadsTheOldFormOfRsaAndItsShortestKeys) {
  const Result<SigningKey> key = SigningKey::read(kRsa1024);
  ASSERT_TRUE(key.ok()) << key.error().message();
  EXPECT_EQ(key.value().kind(), KeyKind::kRsa);
  EXPECT_TRUE(is_signature(KeyKind::kRsa, key.value().public_key(), "morning", key.value().sign("morning")));
}

TEST(SigningKey, RefusesWhatIsNoKeyOfOurs) {
  const std::string pem = SigningKey::make(KeyKind::kEd25519).pem();
  EXPECT_EQ(SigningKey::read("").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read("morning").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read(pem.substr(0, pem.size() / 2)).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read(std::string(1 << 20, 'x')).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read(kEncrypted).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read(kRsa512).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(SigningKey::read(kEllipticCurve).error().code(), ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace broadsheet
