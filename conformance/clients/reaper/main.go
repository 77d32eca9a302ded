// A reaper as Testcontainers starts one beside its tests: it speaks the protocol of their Ryuk. A client connects and sends
// lines of filters, each answered with ACK; when no client is left for a while, everything that matches one of the lines is
// removed, and the reaper ends.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	socket    = "/var/run/docker.sock"
	firstWait = 60 * time.Second
	lastWait  = 2 * time.Second
)

var engine = http.Client{Transport: &http.Transport{
	DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	},
}}

func call(method, path string, answer interface{}) error {
	request, err := http.NewRequest(method, "http://engine"+path, nil)
	if err != nil {
		return err
	}
	response, err := engine.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, response.StatusCode, text)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}

type object struct{ Id, Name string }

func remove(filters string) {
	var containers, networks, images []object
	var volumes struct{ Volumes []object }
	query := "filters=" + url.QueryEscape(filters)
	report(call("GET", "/v1.41/containers/json?all=1&"+query, &containers))
	for _, found := range containers {
		report(call("DELETE", "/v1.41/containers/"+found.Id+"?force=1&v=1", nil))
	}
	report(call("GET", "/v1.41/networks?"+query, &networks))
	for _, found := range networks {
		report(call("DELETE", "/v1.41/networks/"+found.Id, nil))
	}
	report(call("GET", "/v1.41/volumes?"+query, &volumes))
	for _, found := range volumes.Volumes {
		report(call("DELETE", "/v1.41/volumes/"+found.Name+"?force=1", nil))
	}
	report(call("GET", "/v1.41/images/json?"+query, &images))
	for _, found := range images {
		report(call("DELETE", "/v1.41/images/"+found.Id+"?force=1", nil))
	}
	log.Printf("removed %d containers, %d networks, %d volumes, %d images",
		len(containers), len(networks), len(volumes.Volumes), len(images))
}

func report(err error) {
	if err != nil {
		log.Print(err)
	}
}

// From `label=a=b&label=c=d` to the filters of a list.
func filtersOf(line string) (string, error) {
	values, err := url.ParseQuery(line)
	if err != nil || len(values) == 0 {
		return "", fmt.Errorf("no filters: %q", line)
	}
	text, err := json.Marshal(values)
	return string(text), err
}

func main() {
	report(call("GET", "/_ping", nil))
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		log.Fatal(err)
	}
	log.Print("Started!")
	var lock sync.Mutex
	wanted := map[string]bool{}
	came, left := make(chan bool, 16), make(chan bool, 16)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			came <- true
			go func() {
				defer func() { client.Close(); left <- true }()
				lines := bufio.NewScanner(client)
				for lines.Scan() {
					filters, err := filtersOf(strings.TrimSpace(lines.Text()))
					if err != nil {
						report(err)
						continue
					}
					lock.Lock()
					wanted[filters] = true
					lock.Unlock()
					fmt.Fprintln(client, "ACK")
				}
			}()
		}
	}()
	clients, wait := 0, time.After(firstWait)
	for {
		select {
		case <-came:
			clients++
			wait = nil
		case <-left:
			clients--
			if clients == 0 {
				wait = time.After(lastWait)
			}
		case <-wait:
			lock.Lock()
			for filters := range wanted {
				remove(filters)
			}
			return
		}
	}
}
