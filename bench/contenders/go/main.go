// A reverse proxy from Go's standard library with the bench's allow-list: what most small proxies for the Docker socket
// are made of. Arguments: socket to listen on, engine's socket.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
)

var allowed = regexp.MustCompile(`^(/v[0-9.]+)?/(_ping$|version$|events$|containers/|exec/)`)

func main() {
	listener, err := net.Listen("unix", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	engine := os.Args[2]
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "engine"})
	proxy.FlushInterval = -1
	proxy.ErrorLog = log.New(os.Stderr, "", 0)
	proxy.Transport = &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var dialer net.Dialer
			return dialer.DialContext(ctx, "unix", engine)
		},
		MaxIdleConnsPerHost: 1024,
		DisableCompression:  true,
	}
	handler := http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if !allowed.MatchString(request.URL.Path) {
			http.Error(answer, "denied", http.StatusForbidden)
			return
		}
		proxy.ServeHTTP(answer, request)
	})
	log.Fatal(http.Serve(listener, handler))
}
