package io.caisson.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.PeerCertificate;
import io.caisson.server.testing.TestCertificates;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

class PeersTest {
    @Test
    void tells_every_fact_of_a_certificate() throws Exception {
        TestCertificates authority = new TestCertificates("team authority");
        TestCertificates.Issued issued = authority.client(
                "O=example,CN=runner-1",
                TestCertificates.name(GeneralName.dNSName, "Runner.Example.org"),
                TestCertificates.name(GeneralName.uniformResourceIdentifier, "spiffe://example.org/ci"),
                TestCertificates.name(GeneralName.iPAddress, "192.0.2.7"),
                TestCertificates.name(GeneralName.iPAddress, "2001:db8::1"),
                TestCertificates.name(GeneralName.rfc822Name, "ci@example.org"));
        PeerCertificate facts = Peers.of(issued.certificate());
        assertThat(facts.commonName()).contains("runner-1");
        assertThat(facts.issuerCommonName()).contains("team authority");
        assertThat(facts.dnsNames()).containsExactly("runner.example.org");
        assertThat(facts.uris()).containsExactly("spiffe://example.org/ci");
        assertThat(facts.addresses()).containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:1");
        assertThat(facts.emails()).containsExactly("ci@example.org");
        assertThat(facts.publicKeyPin()).matches("[0-9a-f]{64}");
        assertThat(facts.serial())
                .isEqualTo(issued.certificate().getSerialNumber().toString(16));
        assertThat(facts.notAfter())
                .isEqualTo(issued.certificate().getNotAfter().toInstant());
    }

    @Test
    void takes_no_common_name_out_of_another_attribute_and_none_of_several() throws Exception {
        TestCertificates authority = new TestCertificates("authority");
        assertThat(Peers.of(authority.client("O=x\\,CN\\=admin").certificate()).commonName())
                .isEmpty();
        assertThat(Peers.of(authority.client("CN=user,O=x\\,CN\\=admin").certificate())
                        .commonName())
                .contains("user");
        assertThat(Peers.of(authority.client("CN=admin,CN=user").certificate()).commonName())
                .isEmpty();
        assertThat(Peers.of(authority.client("CN=admin+CN=user").certificate()).commonName())
                .isEmpty();
        assertThat(Peers.of(authority.client("CN=a\\+b\\,c").certificate()).commonName())
                .contains("a+b,c");
    }
}
