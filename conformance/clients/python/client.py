"""Scenarios with the Python client. Usage: client.py SCENARIO NAME, with DOCKER_HOST set; NAME is free for containers."""

import io
import socket
import sys
import tarfile
import threading

import docker

client = docker.from_env(timeout=60)


def idle(name):
    return client.containers.run("busybox:local", ["sleep", "3600"], name=name, init=True, detach=True)


def lifecycle(name):
    assert client.ping()
    container = idle(name)
    assert [one.name for one in client.containers.list(filters={"name": name})] == [name]
    container.pause()
    container.reload()
    assert container.status == "paused", container.status
    container.unpause()
    container.rename(name + "-renamed")
    container.stop()
    assert container.wait()["StatusCode"] == 143
    container.remove()


def run_returns_output_and_exit_code(name):
    assert client.containers.run("busybox:local", ["echo", "out"], name=name, remove=True) == b"out\n"
    try:
        client.containers.run("busybox:local", ["sh", "-c", "echo bad >&2; exit 3"], name=name, remove=True)
    except docker.errors.ContainerError as error:
        assert error.exit_status == 3 and b"bad" in error.stderr
    else:
        raise AssertionError("no ContainerError")


def exec_runs_and_streams(name):
    container = idle(name)
    code, output = container.exec_run(["sh", "-c", "echo out; exit 4"])
    # the engine notes the exit code a moment after the output ends, and the client asks once
    assert code in (4, None) and output == b"out\n", (code, output)
    parts = list(container.exec_run(["sh", "-c", "echo one; sleep 1; echo two"], stream=True).output)
    assert parts == [b"one\n", b"two\n"], parts


def exec_socket_half_closes(name):
    container = idle(name)
    made = client.api.exec_create(container.id, ["sh", "-c", "wc -c"], stdin=True)
    raw = client.api.exec_start(made["Id"], socket=True)._sock
    raw.sendall(b"x" * 1_000_000)
    raw.shutdown(socket.SHUT_WR)
    answer = b""
    while part := raw.recv(4096):
        answer += part
    assert answer[8:] == b"1000000\n", answer


def attach_streams(name):
    container = client.containers.create("busybox:local", ["sh", "-c", "echo seen; sleep 1; echo again"], name=name)
    stream = container.attach(stream=True, logs=True)
    container.start()
    assert b"".join(stream) == b"seen\nagain\n"


def logs_follow(name):
    container = client.containers.run("busybox:local", ["sh", "-c", "echo a; sleep 1; echo b"], name=name, detach=True)
    assert b"".join(container.logs(stream=True, follow=True)) == b"a\nb\n"


def events_arrive(name):
    events = client.events(decode=True, filters={"container": name})
    seen = []

    def listen():
        for event in events:
            seen.append(event["Action"])
            if event["Action"] == "destroy":
                return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    client.containers.run("busybox:local", ["true"], name=name, remove=True)
    listener.join(30)
    assert not listener.is_alive() and seen[0] == "create" and seen[-1] == "destroy", seen
    events.close()


def stats_read_once_and_stream(name):
    container = idle(name)
    assert container.stats(stream=False)["pids_stats"]["current"] > 0
    stream = container.stats(decode=True)
    assert [next(stream)["name"], next(stream)["name"]] == ["/" + name] * 2


def archive_round_trip(name):
    container = idle(name)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("note")
        entry.size = 5_000_000
        archive.addfile(entry, io.BytesIO(b"n" * entry.size))
    assert container.put_archive("/root", packed.getvalue())
    stream, stat = container.get_archive("/root/note")
    assert stat["size"] == 5_000_000
    back = tarfile.open(fileobj=io.BytesIO(b"".join(stream)))
    assert back.extractfile("note").read() == b"n" * 5_000_000


def images_build_and_save(name):
    recipe = io.BytesIO(b"FROM busybox:local\nRUN echo made > /made\n")
    image, log = client.images.build(fileobj=recipe, tag=name + ":1", rm=True)
    assert any("Successfully built" in line.get("stream", "") for line in log)
    saved = b"".join(image.save(named=True))
    client.images.remove(name + ":1")
    assert client.images.load(saved)[0].id == image.id
    client.images.remove(name + ":1")


def networks_and_volumes(name):
    network = client.networks.create(name, labels={"made": "here"})
    assert client.networks.list(filters={"label": "made=here"}) == [network]
    volume = client.volumes.create(name)
    assert volume in client.volumes.list()
    volume.remove()
    network.remove()


def a_missing_container_is_not_found(name):
    try:
        client.containers.get(name)
    except docker.errors.NotFound as error:
        assert "No such container" in error.explanation
    else:
        raise AssertionError("no NotFound")


def a_denied_call_is_an_api_error_with_the_reason(name):
    try:
        client.containers.create("busybox:local", name=name)
    except docker.errors.APIError as error:
        assert error.status_code == 403, error
        print(error.explanation)
    else:
        raise AssertionError("not denied")


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2])
    print(sys.argv[1] + ": passed")
