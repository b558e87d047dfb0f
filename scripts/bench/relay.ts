import { WebSocket, WebSocketServer } from 'ws';

/** The least that any bridge must do: payloads from one socket to the other, by position, and nothing else at all. */
const modelUrl = `${(process.env.OPENAI_BASE_URL ?? '').replace(/^http/, 'ws')}/realtime?model=bench`;
const audio = 'response.output_audio.delta"';

function between(text: string, key: string): string {
  const from = text.indexOf(key) + key.length;
  return text.slice(from, text.indexOf('"', from));
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.on('connection', (carrier) => {
  let model: WebSocket | null = null;
  let head = '';

  function open(text: string): void {
    const { streamSid, start } = JSON.parse(text);
    head = `{"event":"media","streamSid":"${streamSid}","media":{"payload":"`;
    const socket = new WebSocket(modelUrl, {
      perMessageDeflate: false,
      headers: { 'OpenAI-Safety-Identifier': start.customParameters.safetyIdentifier },
    });
    socket.on('open', () => {
      socket.send('{"type":"session.update","session":{"type":"realtime"}}');
      model = socket;
    });
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.includes(audio)) carrier.send(`${head}${between(text, '"delta":"')}"}}`);
    });
    socket.on('error', () => carrier.close());
    carrier.on('close', () => socket.close());
  }

  carrier.on('message', (data) => {
    const text = data.toString();
    if (text.startsWith('{"event":"media"')) {
      model?.send(`{"type":"input_audio_buffer.append","audio":"${between(text, '"payload":"')}"}`);
    } else if (text.startsWith('{"event":"start"')) open(text);
  });
  carrier.on('error', () => carrier.terminate());
});

server.on('listening', () => {
  const address = server.address();
  console.log(`listening on ${typeof address === 'object' && address ? address.port : 0}`);
});
process.on('SIGTERM', () => process.exit(0));
