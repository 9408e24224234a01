package dev.gridcast.server.web;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.Store;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a dashboard shows and acts upon.
 *
 * @param experiment the experiment
 * @param store its store; stays open longer than the dashboard
 * @param live what is in no store
 * @param operator does what the operator decides; empty where there is only something to look at
 * @param members does what the operator decides over keys; empty where operator is
 * @param trustedAfter so many confirmed results in a row make a volunteer trusted
 * @param clock what time it is
 * @param version the release of the server, for people
 */
public record House(
    Experiment experiment,
    Store store,
    Live live,
    Optional<OperatorDesk> operator,
    Optional<MembershipDesk> members,
    int trustedAfter,
    InstantSource clock,
    String version) {}
