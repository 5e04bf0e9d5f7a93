package housefixture.impure.agent;

import java.net.Socket;

public record OpensASocket(Socket socket) {}
