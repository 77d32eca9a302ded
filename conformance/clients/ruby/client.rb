# Scenarios with the Ruby client, which hijacks with no Upgrade header at all.
# Usage: client.rb SCENARIO NAME, with DOCKER_HOST set; NAME is free for containers.
require 'docker'
require 'stringio'

def check(expected, actual)
  raise "expected #{expected.inspect} but was #{actual.inspect}" unless expected == actual
end

# the engine notes the exit code a moment after the output ends, and the client asks once
def check_exec(expected, actual)
  check(expected[0, 2], actual[0, 2])
  check(true, [expected[2], nil].include?(actual[2]))
end

def idle(name)
  container = Docker::Container.create(
    'name' => name, 'Image' => 'busybox:local', 'Cmd' => %w[sleep 3600], 'HostConfig' => { 'Init' => true }
  )
  container.start
end

SCENARIOS = {
  'lifecycle' => lambda do |name|
    container = idle(name)
    check(true, container.json['State']['Running'])
    container.stop
    check(143, container.wait['StatusCode'])
    container.delete
  end,

  'exec_with_input' => lambda do |name|
    check_exec([['piped from ruby'], [], 0], idle(name).exec(['cat'], stdin: StringIO.new('piped from ruby')))
  end,

  'exec_with_output_only' => lambda do |name|
    check_exec([["out\n"], ["err\n"], 2], idle(name).exec(['sh', '-c', 'echo out; echo err >&2; exit 2']))
  end,

  'attach_with_input' => lambda do |name|
    container = Docker::Container.create(
      'name' => name, 'Image' => 'busybox:local', 'Cmd' => %w[tr a-z A-Z], 'OpenStdin' => true, 'StdinOnce' => true
    )
    container.start
    out, = container.attach(stdin: StringIO.new('loud'), stdout: true)
    check(['LOUD'], out)
  end
}.freeze

SCENARIOS.fetch(ARGV[0]).call(ARGV[1])
puts "#{ARGV[0]}: passed"
