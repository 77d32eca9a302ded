package io.caisson.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in every form that OpenSSL writes them in. */
class KeyFilesTest {
    @TempDir
    private Path folder;

    private void openssl(String command) throws Exception {
        Process process = new ProcessBuilder(("openssl " + command).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem | RSA",
                "genrsa -traditional -out key.pem 2048 | RSA",
                "ecparam -name prime256v1 -genkey -out key.pem | EC",
                "ecparam -name secp384r1 -genkey -noout -out key.pem | EC",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem | EC",
                "genpkey -algorithm ed25519 -out key.pem | EdDSA",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass pass:open -out key.pem | EC",
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-128-cbc -pass pass:open -out key.pem | RSA",
            })
    void reads_keys_as_openssl_writes_them(String command, String algorithm) throws Exception {
        openssl(command);
        Path password = Files.writeString(folder.resolve("password"), "open\n");
        assertThat(PrivateKeyFile.read(folder.resolve("key.pem"), Optional.of(password))
                        .getAlgorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void names_the_file_and_the_cure_where_a_key_cannot_be_used() throws Exception {
        Path key = folder.resolve("key.pem");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.empty()))
                .isInstanceOf(TlsFault.class)
                .hasMessageContaining("`" + key + "` is not there");
        Files.writeString(key, "nothing");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.empty()))
                .hasMessageContaining("holds no private key");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.empty())).hasMessageContaining("is damaged");
        openssl("genrsa -aes256 -passout pass:open -traditional -out key.pem 2048");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.empty()))
                .hasMessageContaining("openssl pkcs8 -topk8");
        openssl("genpkey -algorithm ed25519 -aes-256-cbc -pass pass:open -out key.pem");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.empty())).hasMessageContaining("`key-password`");
        Path wrong = Files.writeString(folder.resolve("password"), "shut\n");
        assertThatThrownBy(() -> PrivateKeyFile.read(key, Optional.of(wrong)))
                .hasMessageContaining("does not open the key")
                .hasMessageNotContaining("shut");
    }
}
