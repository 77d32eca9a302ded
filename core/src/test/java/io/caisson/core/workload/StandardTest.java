package io.caisson.core.workload;

import static io.caisson.core.workload.Requests.create;
import static io.caisson.core.workload.Requests.policy;
import static io.caisson.core.workload.Requests.violated;
import static io.caisson.core.workload.Standard.BASELINE;
import static io.caisson.core.workload.Standard.RESTRICTED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two standards say of new containers. */
class StandardTest {
    /** What the docker command line sends for a plain {@code docker run}. */
    private static final String PLAIN = """
            {"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":true,"AttachStderr":true,\
            "Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":[],"Cmd":["true"],"Image":"busybox","Volumes":{},\
            "WorkingDir":"","Entrypoint":null,"OnBuild":null,"Labels":{},"HostConfig":{"Binds":null,\
            "ContainerIDFile":"","LogConfig":{"Type":"","Config":{}},"NetworkMode":"default","PortBindings":{},\
            "RestartPolicy":{"Name":"no","MaximumRetryCount":0},"AutoRemove":true,"VolumeDriver":"",\
            "VolumesFrom":null,"ConsoleSize":[0,0],"CapAdd":null,"CapDrop":null,"CgroupnsMode":"","Dns":[],\
            "DnsOptions":[],"DnsSearch":[],"ExtraHosts":null,"GroupAdd":null,"IpcMode":"","Cgroup":"","Links":null,\
            "OomScoreAdj":0,"PidMode":"","Privileged":false,"PublishAllPorts":false,"ReadonlyRootfs":false,\
            "SecurityOpt":null,"UTSMode":"","UsernsMode":"","ShmSize":0,"Isolation":"","CpuShares":0,"Memory":0,\
            "NanoCpus":0,"CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":[],"BlkioDeviceReadBps":[],\
            "BlkioDeviceWriteBps":[],"BlkioDeviceReadIOps":[],"BlkioDeviceWriteIOps":[],"CpuPeriod":0,"CpuQuota":0,\
            "CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":[],\
            "DeviceCgroupRules":null,"DeviceRequests":null,"MemoryReservation":0,"MemorySwap":0,\
            "MemorySwappiness":-1,"OomKillDisable":false,"PidsLimit":0,"Ulimits":[],"CpuCount":0,"CpuPercent":0,\
            "IOMaximumIOps":0,"IOMaximumBandwidth":0,"MaskedPaths":null,"ReadonlyPaths":null},\
            "NetworkingConfig":{"EndpointsConfig":{"default":{"IPAMConfig":null,"Links":null,"Aliases":null,\
            "MacAddress":"","DriverOpts":null,"GwPriority":0,"NetworkID":"","EndpointID":"","Gateway":"",\
            "IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,\
            "DNSNames":null}}}}""";

    @Test
    void baseline_takes_what_a_plain_run_sends() {
        assertThat(create(policy(BASELINE), PLAIN)).isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void restricted_wants_a_plain_run_to_give_up_rights() {
        assertThat(violated(create(policy(RESTRICTED), PLAIN)))
                .containsExactlyInAnyOrder("users", "kept-capabilities", "privilege-escalation");
    }

    @Test
    void restricted_takes_a_run_that_has_given_them_up() {
        String body = PLAIN.replace("\"User\":\"\"", "\"User\":\"1000:1000\"")
                .replace("\"CapDrop\":null", "\"CapDrop\":[\"all\"]")
                .replace("\"SecurityOpt\":null", "\"SecurityOpt\":[\"no-new-privileges:true\"]");
        assertThat(create(policy(RESTRICTED), body)).isInstanceOf(Verdict.Fits.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Privileged\":true|privileged",
                "\"CapAdd\":[\"SYS_ADMIN\"]|capabilities",
                "\"CapAdd\":\"cap_sys_admin\"|capabilities",
                "\"CapAdd\":[\"all\"]|capabilities",
                "\"Binds\":[\"/:/host\"]|binds",
                "\"Binds\":[\"/etc:/mnt:ro,z\"]|binds",
                "\"Binds\":[\"/srv/../etc:/mnt\"]|binds",
                "\"Binds\":[\"v:/proc\"]|mount-targets",
                "\"Binds\":[\"a:b:c:d\"]|binds",
                "\"Binds\":[\"v:/v:shared\"]|propagation",
                "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/h\"}]|binds",
                "\"Mounts\":[{\"Type\":\"npipe\",\"Source\":\"x\",\"Target\":\"/h\"}]|mount-types",
                "\"PidMode\":\"host\"|namespaces",
                "\"PidMode\":\"ns:/proc/1/ns/pid\"|namespaces",
                "\"NetworkMode\":\"host\"|namespaces",
                "\"IpcMode\":\"host\"|namespaces",
                "\"UTSMode\":\"host\"|namespaces",
                "\"UsernsMode\":\"host\"|namespaces",
                "\"CgroupnsMode\":\"host\"|namespaces",
                "\"NetworkMode\":\"container:x\"|namespaces",
                "\"SecurityOpt\":[\"seccomp:unconfined\"]|security-options",
                "\"SecurityOpt\":[\"seccomp={}\"]|security-options",
                "\"SecurityOpt\":[\"apparmor=unconfined\"]|security-options",
                "\"SecurityOpt\":[\"label=disable\"]|security-options",
                "\"SecurityOpt\":[\"disable\"]|security-options",
                "\"SecurityOpt\":[\"writable-cgroups\"]|security-options",
                "\"MaskedPaths\":[]|security-options",
                "\"ReadonlyPaths\":[]|security-options",
                "\"Devices\":[{\"PathOnHost\":\"/dev/sda\",\"PathInContainer\":\"/d\"}]|devices",
                "\"DeviceCgroupRules\":[\"a *:* rwm\"]|device-rules",
                "\"DeviceRequests\":[{\"Count\":-1,\"Capabilities\":[[\"gpu\"]]}]|gpus",
                "\"VolumesFrom\":[\"proxy\"]|volumes-from",
                "\"VolumeDriver\":\"any\"|volume-drivers",
                "\"Runtime\":\"other\"|runtimes",
                "\"CgroupParent\":\"/\"|cgroup-parents",
                "\"Sysctls\":{\"kernel.msgmax\":\"1\"}|sysctls",
                "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"80\"}]}|ports",
                "\"PublishAllPorts\":true|ports",
                "\"ExtraHosts\":[\"a:host-gateway\"]|host-gateway",
                "\"LogConfig\":{\"Type\":\"syslog\"}|log-drivers",
                "\"GroupAdd\":[\"docker\"]|groups",
                "\"Annotations\":{\"a\":\"b\"}|annotations",
                "\"Tmpfs\":{\"/t\":\"suid\"}|tmpfs-options",
                "\"OomScoreAdj\":-1000|negative-oom-score",
            })
    void both_refuse_what_gets_at_the_host(String field, String control) {
        String body = "{\"Image\":\"busybox\",\"HostConfig\":{" + field + "}}";
        assertThat(violated(create(policy(BASELINE), body))).containsExactly(control);
        assertThat(violated(create(policy(RESTRICTED), body))).contains(control);
    }

    @Test
    void an_unknown_field_is_refused_by_one_and_noted_by_the_other() {
        String body = "{\"Image\":\"busybox\",\"HostConfig\":{\"Mounts\":[{\"Type\":\"volume\",\"Target\":\"/v\","
                + "\"Fancy\":1}],\"Strange\":true}}";
        assertThat(violated(create(policy(RESTRICTED), body))).contains("fields");
        assertThat(create(policy(BASELINE), body))
                .isEqualTo(new Verdict.Fits(java.util.List.of(
                        "unknown field `HostConfig.Mounts[0].Fancy`", "unknown field `HostConfig.Strange`")));
    }
}
