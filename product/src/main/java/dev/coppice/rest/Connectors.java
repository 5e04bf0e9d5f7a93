package dev.coppice.rest;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// How one port speaks HTTP, with TLS or without.
///
/// @param listeners are told of every connection
record Connectors(Server server, Limits limits, Connection.Listener... listeners) {
  private static final int MOST_HEADER_BYTES = 32 * 1024;
  private static final int MOST_NOT_YET_ACCEPTED = 1024;

  ServerConnector at(Listening listening) {
    Listening.Tls tls = listening.tls();
    var http = new HttpConnectionFactory(configuration());
    for (Connection.Listener listener : listeners) {
      http.addBean(listener, false);
    }
    ServerConnector connector;
    if (tls == null) {
      connector = connector(http);
    } else {
      // Whom a request is meant for is the guard's question, on every port alike.
      http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
      connector = connector(new SslConnectionFactory(certificate(tls), http.getProtocol()), http);
    }
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setIdleTimeout(limits.idleTime().toMillis());
    connector.setAcceptQueueSize(MOST_NOT_YET_ACCEPTED);
    return connector;
  }

  private ServerConnector connector(ConnectionFactory... factories) {
    return new ServerConnector(server, 1, 1, factories);
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    // A module id may have a slash or a percent sign in it; we decode each component ourselves.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "components", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
    return http;
  }

  private static SslContextFactory.Server certificate(Listening.Tls tls) {
    var certificate = new SslContextFactory.Server();
    certificate.setKeyStorePath(tls.keystore().toUri().toString());
    certificate.setKeyStorePassword(tls.password());
    certificate.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return certificate;
  }
}
