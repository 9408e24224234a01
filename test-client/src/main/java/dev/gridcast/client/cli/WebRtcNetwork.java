package dev.gridcast.client.cli;

/** WebRTC, behind the server's own HTTP port. */
final class WebRtcNetwork implements Network {

  @Override
  public Link open(String invite) throws ClientException {
    throw ClientException.missing("There is no network yet: " + invite);
  }
}
