package io.caisson.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3, true, inside",
        "10.0.0.0/8, 11.0.0.0, false, the first after",
        "10.0.0.0/8, 9.255.255.255, false, the last before",
        "192.0.2.7, 192.0.2.7, true, one address alone",
        "192.0.2.7, 192.0.2.8, false, another address",
        "10.0.0.0/8, ::ffff:10.1.2.3, true, IPv4 as an IPv6 socket sees it",
        "::ffff:10.0.0.0/104, 10.1.2.3, true, a network written as mapped",
        "0.0.0.0/0, 203.0.113.9, true, all of IPv4",
        "0.0.0.0/0, 2001:db8::1, false, all of IPv4 is nothing of IPv6",
        "::/0, 2001:db8::1, true, all of IPv6",
        "::/0, 203.0.113.9, false, all of IPv6 is nothing of IPv4",
        "::/0, ::ffff:203.0.113.9, false, a mapped address is of IPv4",
        "2001:db8::/33, 2001:db8:7fff::1, true, bits that end inside a group",
        "2001:db8::/33, 2001:db8:8000::1, false, the next bit",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff:ffff:ffff:ffff, true, the last of half an address",
        "2001:db8::7/128, 2001:db8:0:0:0:0:0:7, true, one address in two spellings",
        "0.0.0.0/32, 0.0.0.0, true, an address of zeros"
    })
    void holds_an_address_or_not(String network, String address, boolean holds, String why) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .holds(IpAddress.parse(address).orElseThrow()))
                .as(why)
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0.0",
                "10.0.0.256",
                "0x0a.0.0.0",
                "167772160",
                "2001:db8::/129",
                "2001:db8::1/32",
                "2001:db8",
                "2001:db8:::1",
                "1::2::3",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:10.0.0.0.1",
                "::10.0.0.1:1",
                "12345::",
                ":1",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "localhost",
                "",
                "/8"
            })
    void refuses_what_is_no_network_or_has_bits_beyond_its_prefix(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::7",
                "1:2:3:4:5:6:7:8",
                "fe80::a:b",
                "::1:0:0",
                "::ffff:192.0.2.1",
                "1::",
                "64:ff9b::192.0.2.33"
            })
    void reads_addresses_as_java_does(String text) throws Exception {
        assertThat(IpAddress.parse(text))
                .contains(IpAddress.of(InetAddress.ofLiteral(text).getAddress()));
    }
}
