package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Goodbye;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;

/** Everything that a client may say to a server, one method each. */
interface ClientWords {

  void hello(Hello hello);

  void caseRequest(CaseRequest request);

  /** Asks for a blob, or is about one that it was asked for. */
  void blob(Message message);

  void heartbeat(Heartbeat heartbeat);

  void result(Result result);

  void failure(Failure failure);

  void giveBack(GiveBack giveBack);

  void goodbye(Goodbye goodbye);

  void protocolError(ProtocolError error);

  /** A word that only a server says. */
  void serverWord(Message message);
}
